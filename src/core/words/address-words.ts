/** Closed classes of English that show that a clause is addressed to its reader. */

/** What stands behind a verb in the imperative: “Draft an …”, “Send me …”, “Repeat it”. */
export const OBJECT_OPENERS: ReadonlySet<string> = new Set(
  'a an the this these those each every all any some my your his her its our their me us him them it how what why whether'.split(
    ' ',
  ),
);

/** What begins a request without being its verb: “Now …”, “First …”. */
export const REQUEST_OPENERS: ReadonlySet<string> = new Set(
  'always also now then first next instead just'.split(' '),
);

/** What makes a request of whatever verb follows: “Please …”, “Don't …”. */
export const ASKING_WORDS: ReadonlySet<string> = new Set(
  "please kindly let let's let’s don't don’t never".split(' '),
);

/** What belongs to a verb before its object: “Break down the …”, “Write out all …”. */
export const VERB_PARTICLES: ReadonlySet<string> = new Set(
  'up down out off in on over away back along through around together'.split(' '),
);

/** Those of them that as often say where something is: “Death in the family”. */
export const PLACING_PARTICLES: ReadonlySet<string> = new Set('in on along through'.split(' '));

export const SECOND_PERSON: ReadonlySet<string> = new Set(
  "you your yours yourself yourselves you're you’re you'll you’ll you've you’ve you'd you’d".split(
    ' ',
  ),
);

/** What begins a question: the interrogatives, and the verbs that stand before their subject. */
export const INTERROGATIVES: ReadonlySet<string> = new Set(
  "what what's what’s who who's whom whose which when where where's why how how's".split(' '),
);
export const INVERTED_VERBS: ReadonlySet<string> = new Set(
  'is are was were am do does did has have had can could will would shall should may might must'.split(
    ' ',
  ),
);

/** Verb forms that make a statement of what stands before them. */
export const FINITE_VERBS: ReadonlySet<string> = new Set(
  "is are was were am has had does did can could will would shall should may might must isn't aren't wasn't weren't hasn't can't won't".split(
    ' ',
  ),
);

/** Endings that a verb in the imperative does not have; short words may end so by chance. */
export const UNVERBAL_ENDING: RegExp = /(?:[^s]s|ed|ing|ly)$/u;
