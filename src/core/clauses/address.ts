import {
  ASKING_WORDS,
  FINITE_VERBS,
  INTERROGATIVES,
  INVERTED_VERBS,
  OBJECT_OPENERS,
  PLACING_PARTICLES,
  REQUEST_OPENERS,
  SECOND_PERSON,
  UNVERBAL_ENDING,
  VERB_PARTICLES,
} from '../words/address-words.ts';
import { clauseClassOf } from '../words/clause-words.ts';
import { FUNCTION_WORDS, PREPOSITIONS } from '../words/function-words.ts';
import type { ClauseWord } from './clause-words.ts';
import type { Clause } from './clauses.ts';

/** How a clause turns to its reader, by its form alone. */
export interface Address {
  /** 2: begins like a command with its object. 1: may be one. */
  readonly imperative: 0 | 1 | 2;
  /** 2: begins and ends as a question. 1: does one of the two. */
  readonly question: 0 | 1 | 2;
  /** Words in the second person, at most two counted. */
  readonly secondPerson: 0 | 1 | 2;
}

export function addressOf(words: readonly ClauseWord[], clause: Clause): Address {
  return {
    imperative: imperativeOf(words, clause),
    question: questionOf(words, clause),
    secondPerson: secondPersonOf(words, clause),
  };
}

/** From 0 for a statement to 4 for a command about what is the reader's own. */
export function addressLevel({ imperative, question, secondPerson }: Address): number {
  const you = secondPerson > 0 ? 1 : 0;
  if (imperative === 2) return 3 + you;
  if (question === 2) return 2 + you;
  if (imperative === 1) return 1 + 2 * you;
  return question + you;
}

/** How far behind its verb the object of a command may begin. */
const OPENING = 10;

/**
 * A command begins with the bare form of a verb. Without a list of verbs that is told by what it
 * is not (a function word, an inflected form), by what follows (an object's first word), and by the
 * missing subject: no finite verb stands before the first word that opens another clause.
 */
function imperativeOf(words: readonly ClauseWord[], { first, last }: Clause): 0 | 1 | 2 {
  if (continues(words, first)) return 0;
  const begin = behindAdverbial(words, { first, last });
  let at = begin;
  let asked = false;
  while (at < last && isOpening(words, at)) {
    asked ||= isAsking(words, at);
    at += 1;
  }
  const verb = words[at];
  if (at + 1 >= last || verb === undefined || !mayBeVerb(verb)) return 0;
  if (asked) return 2;
  if (hasFiniteVerb(words, at + 1, last)) return 0;
  const next = words[at + 1] as ClauseWord;
  const object = VERB_PARTICLES.has(next.text) ? words[at + 2] : next;
  if (object?.kind === 'word' && OBJECT_OPENERS.has(object.text))
    return PLACING_PARTICLES.has(next.text) ? 1 : 2;
  const limit = Math.min(last, at + OPENING);
  for (let later = at + 2; later < limit; later += 1)
    if (OBJECT_OPENERS.has((words[later] as ClauseWord).text)) return 1;
  return FUNCTION_WORDS.has(next.text) ? 1 : 0;
}

/** A line in lower case behind a line that ends nothing goes on with its sentence. */
function continues(words: readonly ClauseWord[], first: number): boolean {
  const [before, word] = [words[first - 1], words[first] as ClauseWord];
  return word.newLine && word.lower && (before?.kind === 'word' || before?.text === ',');
}

const LONGEST_ADVERBIAL = 8;

/** Where a clause begins behind what stands before its verb: “In your answer, …”. */
function behindAdverbial(words: readonly ClauseWord[], { first, last }: Clause): number {
  if (!PREPOSITIONS.has((words[first] as ClauseWord).text)) return first;
  const limit = Math.min(last - 1, first + LONGEST_ADVERBIAL);
  for (let at = first + 2; at < limit; at += 1)
    if ((words[at] as ClauseWord).text === ',') return at + 1;
  return first;
}

/** Whether a verb that needs a subject stands in the clause itself, before another opens within it. */
function hasFiniteVerb(words: readonly ClauseWord[], from: number, last: number): boolean {
  for (let at = from; at < last; at += 1) {
    const { text } = words[at] as ClauseWord;
    if (clauseClassOf(text) === 'subordinator' || clauseClassOf(text) === 'relative') return false;
    if (FINITE_VERBS.has(text)) return true;
  }
  return false;
}

function isOpening(words: readonly ClauseWord[], at: number): boolean {
  const { kind, text } = words[at] as ClauseWord;
  return kind === 'mark' || REQUEST_OPENERS.has(text) || isAsking(words, at) || isDoNot(words, at);
}

function isAsking(words: readonly ClauseWord[], at: number): boolean {
  return ASKING_WORDS.has((words[at] as ClauseWord).text) || isDoNot(words, at - 1);
}

function isDoNot(words: readonly ClauseWord[], at: number): boolean {
  return words[at]?.text === 'do' && words[at + 1]?.text === 'not';
}

function mayBeVerb({ kind, text }: ClauseWord): boolean {
  return (
    kind === 'word' &&
    text.length >= 2 &&
    !FUNCTION_WORDS.has(text) &&
    !FINITE_VERBS.has(text) &&
    (text.length <= 4 || !UNVERBAL_ENDING.test(text))
  );
}

function questionOf(words: readonly ClauseWord[], { first, last }: Clause): 0 | 1 | 2 {
  const opener = words[first]?.text ?? '';
  const next = words[first + 1]?.text ?? '';
  const opens =
    INTERROGATIVES.has(opener) ||
    (INVERTED_VERBS.has(opener) && FUNCTION_WORDS.has(next) && !FINITE_VERBS.has(next));
  const ends = words[last - 1]?.text === '?';
  if (opens && ends) return 2;
  return opens || ends ? 1 : 0;
}

function secondPersonOf(words: readonly ClauseWord[], { first, last }: Clause): 0 | 1 | 2 {
  let count = 0;
  for (let at = first; at < last; at += 1)
    if (SECOND_PERSON.has((words[at] as ClauseWord).text)) count += 1;
  return Math.min(2, count) as 0 | 1 | 2;
}
