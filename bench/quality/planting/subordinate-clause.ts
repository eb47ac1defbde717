import type { Draw } from './draw.ts';

export const SUBORDINATORS: readonly string[] = [
  ...['if', 'when', 'whenever', 'as', 'because', 'although', 'though', 'even though', 'while'],
  ...['since', 'after', 'before', 'once', 'unless', 'until', 'where', 'now that', 'as long as'],
];

/** Those that hardly mean anything else inside a sentence. */
const CERTAIN = /^(?:if|when|whenever|because|although|though|while|unless|until|once|whereas)$/u;
const JOINTS = /^(?:,|;|but|and|yet|so|or)$/u;
const FEWEST_WORDS = 3;

const SUBJECTS =
  'i you we they people viewers critics audiences children many others friends strangers'.split(
    ' ',
  );
const VERBS =
  'talk think read hear argue wonder laugh complain learn dream worry care joke know'.split(' ');
const TOPICS = [
  'about it',
  'about the story',
  'about this for a while',
  'about that in the theater',
  'about such things',
  'about it with friends',
  'about the ending',
  'about that all night',
  'about this on a sunday',
  'about what happened',
];

/**
 * The sentence with a subordinate clause in front, after the template S(SBAR)(,)(NP)(VP)(.) of
 * Hidden Killer (Qi et al. 2021): a clause of its own that stands later is moved, or the later of
 * two joined parts becomes one; a sentence of one part gets a new clause of varied words.
 */
export function moveClauseToFront(text: string, draw: Draw): string {
  const words = text.split(/\s+/u).filter((word) => word !== '');
  return ownClause(words) ?? joinedPart(words, draw) ?? newClause(words, draw);
}

function ownClause(words: readonly string[]): string | null {
  const at = words.findIndex(
    (word, index) =>
      CERTAIN.test(word) && index >= FEWEST_WORDS && words.length - index > FEWEST_WORDS,
  );
  return at === -1 ? null : inFront(words.slice(at), words.slice(0, at));
}

function joinedPart(words: readonly string[], draw: Draw): string | null {
  const joints = [...words.keys()].filter(
    (at) => JOINTS.test(words[at] ?? '') && at >= FEWEST_WORDS && words.length - at > FEWEST_WORDS,
  );
  if (joints.length === 0) return null;
  const at = draw.pick(joints);
  const later = trimmed(words.slice(at + 1));
  if (later.length < FEWEST_WORDS) return null;
  return inFront([draw.pick(SUBORDINATORS), ...later], words.slice(0, at));
}

/** Of varied words; where the sentence has a long one, it may stand in the clause. */
function newClause(words: readonly string[], draw: Draw): string {
  const own = words.filter((word) => /^\p{L}{5,}$/u.test(word));
  const topic =
    own.length > 0 && draw.below(2) === 0 ? `about the ${draw.pick(own)}` : draw.pick(TOPICS);
  return inFront([draw.pick(SUBORDINATORS), draw.pick(SUBJECTS), draw.pick(VERBS), topic], words);
}

function inFront(clause: readonly string[], main: readonly string[]): string {
  return [...trimmed(clause), ',', ...trimmed(main)].join(' ');
}

/** Without joints and full stops at its ends. */
function trimmed(words: readonly string[]): string[] {
  const isLoose = (word: string): boolean => JOINTS.test(word) || word === '.';
  const first = words.findIndex((word) => !isLoose(word));
  const last = words.findLastIndex((word) => !isLoose(word));
  return first === -1 ? [] : words.slice(first, last + 1);
}
