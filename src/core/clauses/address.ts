import {
  FINITE_VERBS,
  INTERROGATIVES,
  INVERTED_VERBS,
  OBJECT_OPENERS,
  REQUEST_OPENERS,
  SECOND_PERSON,
  UNVERBAL_ENDING,
} from '../words/address-words.ts';
import { clauseClassOf } from '../words/clause-words.ts';
import { FUNCTION_WORDS } from '../words/function-words.ts';
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
  const form = imperative === 2 ? 3 : question === 2 ? 2 : imperative + question > 0 ? 1 : 0;
  return form === 1 && you === 1 && imperative === 1 ? 3 : Math.min(4, form + you);
}

/** How far behind its verb the object of a command may begin. */
const OPENING = 10;

/**
 * A command begins with the bare form of a verb. Without a list of verbs that is told by what it
 * is not (a function word, an inflected form), by what follows (an object's first word), and by the
 * missing subject: no finite verb stands before the first word that opens another clause.
 */
function imperativeOf(words: readonly ClauseWord[], { first, last }: Clause): 0 | 1 | 2 {
  let at = first;
  while (at < last && isOpening(words[at] as ClauseWord)) at += 1;
  const asked = (words[first] as ClauseWord).kind === 'word' && at > first;
  const verb = words[at];
  if (at + 1 >= last || verb === undefined || !mayBeVerb(verb)) return 0;
  if (hasFiniteVerb(words, at + 1, last)) return 0;
  const next = words[at + 1] as ClauseWord;
  if (next.kind === 'word' && OBJECT_OPENERS.has(next.text)) return 2;
  const limit = Math.min(last, at + OPENING);
  for (let later = at + 2; later < limit; later += 1)
    if (OBJECT_OPENERS.has((words[later] as ClauseWord).text)) return 1;
  return asked || FUNCTION_WORDS.has(next.text) ? 1 : 0;
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

function isOpening({ kind, text }: ClauseWord): boolean {
  return kind === 'mark' || REQUEST_OPENERS.has(text);
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
  return opens && ends ? 2 : opens || ends ? 1 : 0;
}

function secondPersonOf(words: readonly ClauseWord[], { first, last }: Clause): 0 | 1 | 2 {
  let count = 0;
  for (let at = first; at < last; at += 1)
    if (SECOND_PERSON.has((words[at] as ClauseWord).text)) count += 1;
  return Math.min(2, count) as 0 | 1 | 2;
}
