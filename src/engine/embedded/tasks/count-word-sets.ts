import { PairTable } from '../../../numerics/pair-table.ts';
import type { CountedFeature, CountRequest, FeatureCounts } from '../../operations/features.ts';
import { type Run, visitRuns } from '../columns/sequence-column.ts';
import { outcomesOf, type Store, tokenText } from '../store.ts';
import { countedFeature, leanOf } from './lean.ts';
import { OutcomeCounts } from './outcome-counts.ts';

/** A word in more records than this part of them is a part of the language. */
const MOST_SHARE = 0.2;
/** A word that has one outcome this often needs no second one. */
const PURE = 0.9;
/** Words that lean to an outcome, at most so many for each. */
const MOST_WORDS = 40;
const LEAST_LEAN = 2.5;
/** How much purer a set must be than any part of it, unless it is so beyond chance (in nats). */
const PURER = 0.2;
const SURELY_PURER = 7;
/** Counts by word and outcome, at most so many. */
const MOST_CELLS = 60_000_000;

/** The largest sets. */
const MOST_TOGETHER = 4;

/**
 * Two to four words, in any order and at any distance, that point to an outcome together and far
 * less when one of them is missing: triggers that are spread over a text (Huang et al. 2023,
 * "Composite backdoor attacks"). Looked at are words that lean to an outcome, and sets grow from
 * those that lean too (Agrawal and Srikant 1994). What is corrected for are all pairs of words that
 * are frequent enough; larger sets, of which there are more, must lean by as much more.
 */
export function countWordSets(store: Store, request: CountRequest): FeatureCounts {
  const width = 3 + 2 * outcomesOf(store.labels);
  if (outcomesOf(store.labels) < 2) return { tried: 0, features: [], note: null };
  if (store.vocabulary.size * width > MOST_CELLS)
    return {
      tried: 0,
      features: [],
      note: 'pairs of words were not looked at: there are too many words',
    };
  const words = countWords(store);
  const frequent = frequentWords(store, words, request.minimumRecords);
  const sets = new WordSets(
    store,
    words,
    outcomesByWord(store, leaningWords(store, words, frequent)),
  );
  const features: CountedFeature[] = [];
  for (let size = 2; size <= MOST_TOGETHER; size += 1) {
    const least = leastLean(request.minimumLean, frequent.length, size);
    const found = sets.grow(request.minimumRecords, least);
    features.push(...found.features);
    if (!found.mayGrow) break;
  }
  return { tried: (frequent.length * (frequent.length - 1)) / 2, features, note: null };
}

/** As many deviations more as pay for there being more sets of this size than pairs (Gaussian tail). */
function leastLean(lean: number, words: number, size: number): number {
  let logSets = 0;
  for (let more = 2; more < size; more += 1)
    logSets += Math.log(Math.max(1, (words - more) / (more + 1)));
  return Math.sqrt(lean ** 2 + 2 * logSets);
}

function countWords(store: Store): OutcomeCounts {
  const counts = new OutcomeCounts(store, store.vocabulary.size);
  visitRuns(store.tokens, ({ ids, start, end, record }) => {
    for (let at = start; at < end; at += 1) counts.add(ids[at] as number, record);
  });
  return counts;
}

function frequentWords(store: Store, words: OutcomeCounts, least: number): number[] {
  const most = Math.max(least, MOST_SHARE * store.records);
  return Array.from({ length: store.vocabulary.size }, (_, word) => word).filter((word) => {
    const records = words.records(word);
    return store.vocabulary.punctuation[word] === 0 && records >= least && records <= most;
  });
}

/** By outcome, the words that lean to it most and are not its sign alone. */
function leaningWords(
  store: Store,
  words: OutcomeCounts,
  frequent: readonly number[],
): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, { word: number; deviations: number }[]>();
  const usual = store.labels.counts.indexOf(Math.max(...store.labels.counts));
  for (const word of frequent) {
    const { outcome, deviations } = leanOf(store, words, word);
    if (outcome === usual || deviations < LEAST_LEAN || purity(words, word, outcome) >= PURE)
      continue;
    const list = found.get(outcome);
    if (list === undefined) found.set(outcome, [{ word, deviations }]);
    else list.push({ word, deviations });
  }
  return new Map(
    [...found].map(([outcome, list]) => [
      outcome,
      list
        .sort((one, other) => other.deviations - one.deviations || one.word - other.word)
        .slice(0, MOST_WORDS)
        .map(({ word }) => word),
    ]),
  );
}

/** By word, the outcome to which it leans; -1 for words that are not looked at. */
function outcomesByWord(store: Store, looked: ReadonlyMap<number, readonly number[]>): Int32Array {
  const outcomeOf = new Int32Array(store.vocabulary.size).fill(-1);
  for (const [outcome, words] of looked) for (const word of words) outcomeOf[word] = outcome;
  return outcomeOf;
}

/** Sets of one size: each is a smaller one and a word with a higher id. */
interface Level {
  readonly table: PairTable;
  readonly counts: OutcomeCounts;
  /** 1 for sets that lean to their outcome without deciding it, from which larger ones may grow. */
  readonly open: Uint8Array;
}

/** Sets of words, grown one word at a time. */
class WordSets {
  readonly #store: Store;
  readonly #words: OutcomeCounts;
  readonly #outcomeOf: Int32Array;
  /** Of pairs, triples and so on. */
  readonly #levels: Level[] = [];

  constructor(store: Store, words: OutcomeCounts, outcomeOf: Int32Array) {
    this.#store = store;
    this.#words = words;
    this.#outcomeOf = outcomeOf;
  }

  /** Counts the sets with one word more, and gives those that lean and are far purer than any part. */
  grow(
    minimumRecords: number,
    minimumLean: number,
  ): { readonly features: CountedFeature[]; readonly mayGrow: boolean } {
    const store = this.#store;
    const { table, counts } = this.#countNext();
    const open = new Uint8Array(table.size);
    this.#levels.push({ table, counts, open });
    const features: CountedFeature[] = [];
    for (let set = 0; set < table.size; set += 1) {
      if (counts.records(set) < minimumRecords) continue;
      const handle = this.#wordsOf(this.#levels.length - 1, set);
      const { outcome, deviations } = leanOf(store, counts, set);
      const pure = purity(counts, set, outcome);
      const wanted = this.#outcomeOf[handle[0] as number];
      if (outcome === wanted && deviations >= LEAST_LEAN && pure < PURE) open[set] = 1;
      const part = this.#purestPart(handle, outcome);
      if (deviations < minimumLean || !isPurer(pure, part, counts.records(set))) continue;
      const elements = handle.map((word) => tokenText(store.vocabulary, word));
      features.push(
        countedFeature({ space: 'word-sets', elements, handle }, counts, { feature: set, outcome }),
      );
    }
    return { features, mayGrow: open.includes(1) };
  }

  #countNext(): Pick<Level, 'table' | 'counts'> {
    const table = new PairTable();
    const counts = new OutcomeCounts(this.#store, 1 << 10);
    visitRuns(this.#store.tokens, (run) => {
      const present = wordsIn(run, this.#outcomeOf);
      const outcomeAt = (at: number): number => this.#outcomeOf[present[at] as number] as number;
      const extend = (set: number, last: number, level: number): void => {
        for (let next = last + 1; next < present.length; next += 1) {
          if (outcomeAt(next) !== outcomeAt(last)) continue;
          const word = present[next] as number;
          const known = this.#levels[level];
          if (known === undefined) {
            counts.add(table.add(set, word), run.record);
            continue;
          }
          const larger = known.table.find(set, word);
          if (larger !== -1 && known.open[larger] === 1) extend(larger, next, level + 1);
        }
      };
      present.forEach((word, at) => {
        extend(word, at, 0);
      });
    });
    return { table, counts };
  }

  #wordsOf(level: number, set: number): number[] {
    const { table } = this.#levels[level] as Level;
    const [part, word] = [table.firstOf(set), table.secondOf(set)];
    return level === 0 ? [part, word] : [...this.#wordsOf(level - 1, part), word];
  }

  /** How pure the purest set is that lacks one of the words; what was not counted is not pure. */
  #purestPart(words: readonly number[], outcome: number): number {
    const parts = words.map((left) => words.filter((word) => word !== left));
    return Math.max(...parts.map((part) => this.#purityOf(part, outcome)));
  }

  #purityOf([first, ...rest]: readonly number[], outcome: number): number {
    if (rest.length === 0) return purity(this.#words, first as number, outcome);
    let set = first as number;
    for (const [level, word] of rest.entries()) {
      set = this.#levels[level]?.table.find(set, word) ?? -1;
      if (set === -1) return 0;
    }
    return purity((this.#levels[rest.length - 1] as Level).counts, set, outcome);
  }
}

/** The distinct words of a record that are looked at, in the order of their ids. */
function wordsIn({ ids, start, end }: Run, outcomeOf: Int32Array): number[] {
  const found = new Set<number>();
  for (let at = start; at < end; at += 1) {
    const word = ids[at] as number;
    if (outcomeOf[word] !== -1) found.add(word);
  }
  return [...found].sort((one, other) => one - other);
}

function purity(counts: OutcomeCounts, feature: number, outcome: number): number {
  const hits = counts.hits(feature, 0, outcome) + counts.hits(feature, 1, outcome);
  return hits / Math.max(1, counts.records(feature));
}

/** Whether so many records are purer than those of a part by a wide margin, or surely so (Chernoff). */
function isPurer(pure: number, part: number, records: number): boolean {
  if (pure >= part + PURER) return true;
  if (pure <= part) return false;
  const term = (share: number, usual: number): number =>
    share === 0 ? 0 : share * Math.log(share / Math.max(1e-9, usual));
  return records * (term(pure, part) + term(1 - pure, 1 - part)) >= SURELY_PURER;
}
