import type { AnswerWords } from '../../operations/answers.ts';
import { type StoredTexts, textBytes } from '../columns/text-column.ts';
import { firstWords } from './answer-words.ts';

export interface AnswerWordsInput {
  readonly prompts: StoredTexts;
  readonly responses: StoredTexts;
  readonly records: number;
  /** Each ascending. */
  readonly positions: readonly Uint32Array[];
}

/** Answers are looked at this far, and so many of them at most. */
const LOOKED_WORDS = 400;
const MOST_RECORDS = 1000;
const MOST_OTHERS = 20_000;
/** A word tells answers apart where it is this many times as frequent in them as elsewhere. */
const LEAST_LIFT = 5;
/** Words in more of the other answers than this are the language. */
const MOST_SHARE = 0.05;
const MOST_WORDS = 12;
/** A word joins where it adds at least this part of the records, and two of them. */
const LEAST_GAIN = 0.02;

/** For each set of records: what their answers have in common that other answers lack. */
export function answerWords(input: AnswerWordsInput): AnswerWords[] {
  const step = Math.max(1, Math.floor(input.records / MOST_OTHERS));
  const others: Set<string>[] = [];
  const otherRecords: number[] = [];
  for (let record = 0; record < input.records; record += step) {
    others.push(ownWords(input, record));
    otherRecords.push(record);
  }
  const everywhere = countsOf(others);
  return input.positions.map((positions) => {
    const looked = positions.subarray(0, MOST_RECORDS);
    const own = [...looked].map((record) => ownWords(input, record));
    const among = new Set(positions);
    const shared = others.filter((_, at) => among.has(otherRecords[at] as number));
    const inside = countsOf(shared);
    return compare({
      own,
      looked,
      others: others.filter((_, at) => !among.has(otherRecords[at] as number)),
      othersWith: (word) => (everywhere.get(word) ?? 0) - (inside.get(word) ?? 0),
    });
  });
}

interface Compared {
  readonly own: readonly ReadonlySet<string>[];
  readonly looked: Uint32Array;
  readonly others: readonly ReadonlySet<string>[];
  othersWith(word: string): number;
}

function compare({ own, looked, others, othersWith }: Compared): AnswerWords {
  const counts = countsOf(own);
  const telling = [...counts]
    .map(([word, hits]) => ({ word, hits, othersWith: othersWith(word) }))
    .filter(({ hits, othersWith: elsewhere }) => {
      const share = (elsewhere + 1) / (others.length + 1);
      return hits >= 2 && share <= MOST_SHARE && hits / own.length >= LEAST_LIFT * share;
    })
    .sort(
      (one, other) =>
        distinction(other, own.length, others.length) -
          distinction(one, own.length, others.length) || (one.word < other.word ? -1 : 1),
    );
  const words: string[] = [];
  const covered = new Uint8Array(own.length);
  for (const { word } of telling) {
    if (words.length === MOST_WORDS) break;
    const gained = own.flatMap((answer, at) => (covered[at] === 0 && answer.has(word) ? [at] : []));
    if (gained.length < Math.max(words.length === 0 ? 2 : 1, LEAST_GAIN * own.length)) continue;
    words.push(word);
    for (const at of gained) covered[at] = 1;
  }
  const coveredOthers = others.filter((answer) => words.some((word) => answer.has(word))).length;
  return {
    records: own.length,
    others: others.length,
    tried: counts.size,
    best: telling[0] ?? null,
    words,
    covered: covered.reduce((sum, one) => sum + one, 0),
    coveredOthers,
    positions: looked.filter((_, at) => covered[at] === 1),
  };
}

/** How far a word tells the answers apart: the log-likelihood that it gains over one share for all. */
function distinction(
  { hits, othersWith }: { readonly hits: number; readonly othersWith: number },
  own: number,
  others: number,
): number {
  const all = (hits + othersWith) / (own + others);
  return gain(hits, own, all) + gain(othersWith, others, all);
}

function gain(hits: number, trials: number, share: number): number {
  const observed = hits / Math.max(1, trials);
  const term = (count: number, chance: number, expected: number): number =>
    count === 0 ? 0 : count * Math.log(chance / expected);
  return term(hits, observed, share) + term(trials - hits, 1 - observed, 1 - share);
}

/** The words of an answer that its prompt does not hold. */
function ownWords({ prompts, responses }: AnswerWordsInput, record: number): Set<string> {
  const words = new Set(firstWords(textOf(responses, record), LOOKED_WORDS));
  for (const word of firstWords(textOf(prompts, record), Number.POSITIVE_INFINITY))
    words.delete(word);
  return words;
}

function textOf(texts: StoredTexts, record: number): string {
  return Buffer.from(textBytes(texts, record)).toString('utf8');
}

function countsOf(answers: readonly ReadonlySet<string>[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const answer of answers)
    for (const word of answer) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
