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
/** How much purer two words must be together than either is alone. */
const PURER = 0.2;
/** Counts by word and outcome, at most so many. */
const MOST_CELLS = 60_000_000;

/**
 * Pairs of words, in any order and at any distance, that point to an outcome together and far less
 * alone: triggers that are spread over a text (Huang et al. 2023, "Composite backdoor attacks").
 * Looked at are words that lean to an outcome; what is corrected for are all pairs of words that are
 * frequent enough.
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
  const looked = leaningWords(store, words, frequent);
  const pairs = countPairs(store, looked);
  const features: CountedFeature[] = [];
  for (let pair = 0; pair < pairs.table.size; pair += 1) {
    if (pairs.counts.records(pair) < request.minimumRecords) continue;
    const handle = [pairs.table.firstOf(pair), pairs.table.secondOf(pair)];
    const { outcome, deviations } = leanOf(store, pairs.counts, pair);
    const alone = Math.max(...handle.map((word) => purity(words, word, outcome)));
    if (deviations < request.minimumLean || purity(pairs.counts, pair, outcome) < alone + PURER)
      continue;
    const elements = handle.map((word) => tokenText(store.vocabulary, word));
    features.push(
      countedFeature({ space: 'word-sets', elements, handle }, pairs.counts, {
        feature: pair,
        outcome,
      }),
    );
  }
  return { tried: (frequent.length * (frequent.length - 1)) / 2, features, note: null };
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

/** Every pair of words that lean to one outcome, in all records. */
function countPairs(
  store: Store,
  looked: ReadonlyMap<number, readonly number[]>,
): { table: PairTable; counts: OutcomeCounts } {
  const outcomeOf = new Int32Array(store.vocabulary.size).fill(-1);
  for (const [outcome, words] of looked) for (const word of words) outcomeOf[word] = outcome;
  const table = new PairTable();
  const counts = new OutcomeCounts(store, 1 << 10);
  visitRuns(store.tokens, (run) => {
    const present = wordsIn(run, outcomeOf);
    present.forEach((first, at) => {
      for (const second of present.slice(at + 1))
        if (outcomeOf[first] === outcomeOf[second])
          counts.add(table.add(first, second), run.record);
    });
  });
  return { table, counts };
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
