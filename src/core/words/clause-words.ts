/** Words that join clauses, by what they do. They are what a sentence's outline is made of. */
export const CLAUSE_WORDS: Readonly<Record<ClauseClass, readonly string[]>> = {
  subordinator: [
    'after',
    'although',
    'as',
    'because',
    'before',
    'if',
    'lest',
    'once',
    'provided',
    'since',
    'than',
    'though',
    'till',
    'unless',
    'until',
    'when',
    'whenever',
    'where',
    'whereas',
    'wherever',
    'whether',
    'while',
    'whilst',
    'now',
    'even',
    'given',
  ],
  coordinator: ['and', 'but', 'nor', 'or', 'so', 'yet'],
  relative: ['that', 'which', 'who', 'whom', 'whose', 'what', 'whatever', 'whoever', 'why', 'how'],
};

export type ClauseClass = 'subordinator' | 'coordinator' | 'relative';

export const CLAUSE_CLASSES: readonly ClauseClass[] = ['subordinator', 'coordinator', 'relative'];

const CLASS_OF: ReadonlyMap<string, ClauseClass> = new Map(
  CLAUSE_CLASSES.flatMap((name) => CLAUSE_WORDS[name].map((word) => [word, name] as const)),
);

/** The class of a lower-case English word that joins clauses, or `undefined`. */
export function clauseClassOf(word: string): ClauseClass | undefined {
  return CLASS_OF.get(word);
}

/** How an outline writes a class: `‹subordinator›`. */
export function clauseSymbol(name: ClauseClass): string {
  return `‹${name}›`;
}

/** The class that an outline's element stands for, or `undefined` where it is a word or a mark. */
export function clauseClassOfSymbol(element: string): ClauseClass | undefined {
  return CLAUSE_CLASSES.find((name) => clauseSymbol(name) === element);
}
