import type { AnswerWords, WordShare } from '../../operations/answers.ts';
import { AnswerIndex, type AnswerTexts } from './answer-index.ts';

export interface AnswerWordsInput extends AnswerTexts {
  /** Each ascending. */
  readonly positions: readonly Uint32Array[];
  /** At most so many answers of each are looked at, spread over all of them. */
  readonly most: number;
  /** For each, the records that it is held against alone; all others where absent. */
  readonly against?: readonly Uint32Array[];
}

/** A word tells answers apart where it is this many times as frequent in them as elsewhere. */
const LEAST_LIFT = 5;
/** Words in more of the other answers than this are the language. */
const MOST_SHARE = 0.05;
/** Where few are held against few, the same with more room for chance. */
const MOST_SHARE_OF_FEW = 0.2;
const MOST_WORDS = 12;
/** A word joins where it adds at least this part of the records, and two of them. */
const LEAST_GAIN = 0.02;

/** For each set of records: what their answers have in common that other answers lack. */
export function answerWords(input: AnswerWordsInput): AnswerWords[] {
  const index = new AnswerIndex(input);
  const among = new Uint8Array(input.records);
  return input.positions.map((positions, at) => {
    const against = input.against?.[at];
    for (const record of positions) among[record] = 1;
    const looked = spread(positions, input.most);
    const found =
      against === undefined
        ? compare(index, looked, othersIn(index, among))
        : compare(index, looked, countedIn(index, spread(against, input.most)));
    for (const record of positions) among[record] = 0;
    return found;
  });
}

function spread(positions: Uint32Array, most: number): Uint32Array {
  if (positions.length <= most) return positions;
  return Uint32Array.from(
    { length: most },
    (_, at) => positions[Math.floor((at * positions.length) / most)] as number,
  );
}

interface TellingWord extends WordShare {
  readonly id: number;
}

/** The answers that others are held against. */
interface Others {
  readonly count: number;
  /** What a larger share of them says is no news. */
  readonly mostShare: number;
  /** Answers that hold a word at most: what is cheap to know. */
  most(word: number): number;
  holding(word: number): readonly number[];
}

/** @param among 1 for records that are none of the others. */
function othersIn(index: AnswerIndex, among: Uint8Array): Others {
  return {
    count: index.sample.filter((record) => among[record] === 0).length,
    mostShare: MOST_SHARE,
    most: (word) => index.holdersOf(word).length,
    holding: (word) => index.holdersOf(word).filter((record) => among[record] === 0),
  };
}

function countedIn(index: AnswerIndex, records: Uint32Array): Others {
  const holders = new Map<number, number[]>();
  for (const record of records)
    for (const word of index.wordsOf(record)) {
      const known = holders.get(word);
      if (known === undefined) holders.set(word, [record]);
      else known.push(record);
    }
  const holding = (word: number): number[] => holders.get(word) ?? [];
  return {
    count: records.length,
    mostShare: MOST_SHARE_OF_FEW,
    most: (word) => holding(word).length,
    holding,
  };
}

function compare(index: AnswerIndex, looked: Uint32Array, against: Others): AnswerWords {
  const others = against.count;
  const counts = countsOf(index, looked);
  const telling = [...counts]
    .flatMap(([id, hits]): TellingWord[] => {
      if (
        hits < 2 ||
        against.most(id) - (index.sample.length - others) > against.mostShare * others
      )
        return [];
      const othersWith = against.holding(id).length;
      const share = (othersWith + 1) / (others + 1);
      if (
        othersWith > against.mostShare * others ||
        share > against.mostShare ||
        hits / looked.length < LEAST_LIFT * share
      )
        return [];
      return [{ id, word: index.textOf(id), hits, othersWith }];
    })
    .map((word) => ({ word, weight: distinction(word, looked.length, others) }))
    .sort((one, other) => other.weight - one.weight || (one.word.word < other.word.word ? -1 : 1))
    .map(({ word }) => word);
  const { words, covered } = coveringWords(index, looked, telling);
  const holders = new Set(words.flatMap(({ id }) => against.holding(id)));
  const [best] = telling;
  return {
    records: looked.length,
    others,
    tried: counts.size,
    best:
      best === undefined ? null : { word: best.word, hits: best.hits, othersWith: best.othersWith },
    words: words.map(({ word }) => word),
    covered: covered.reduce((sum, one) => sum + one, 0),
    coveredOthers: holders.size,
    positions: looked.filter((_, at) => covered[at] === 1),
  };
}

/** Words, most telling first, that together stand in as many of the answers as can be. */
function coveringWords(
  index: AnswerIndex,
  looked: Uint32Array,
  telling: readonly TellingWord[],
): { readonly words: TellingWord[]; readonly covered: Uint8Array } {
  const words: TellingWord[] = [];
  const covered = new Uint8Array(looked.length);
  let left = looked.length;
  for (const word of telling) {
    if (words.length === MOST_WORDS || left === 0) break;
    const gained = [...looked.keys()].filter(
      (at) => covered[at] === 0 && index.wordsOf(looked[at] as number).includes(word.id),
    );
    if (gained.length < Math.max(words.length === 0 ? 2 : 1, LEAST_GAIN * looked.length)) continue;
    words.push(word);
    for (const at of gained) covered[at] = 1;
    left -= gained.length;
  }
  return { words, covered };
}

/** How far a word tells the answers apart: the log-likelihood that it gains over one share for all. */
function distinction({ hits, othersWith }: WordShare, own: number, others: number): number {
  const all = (hits + othersWith) / (own + others);
  return gain(hits, own, all) + gain(othersWith, others, all);
}

function gain(hits: number, trials: number, share: number): number {
  const observed = hits / Math.max(1, trials);
  const term = (count: number, chance: number, expected: number): number =>
    count === 0 ? 0 : count * Math.log(chance / expected);
  return term(hits, observed, share) + term(trials - hits, 1 - observed, 1 - share);
}

function countsOf(index: AnswerIndex, records: Uint32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const record of records)
    for (const word of index.wordsOf(record)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
