import { PairTable } from '../../../numerics/pair-table.ts';
import type { ContinuationEvidence, CountedFeature } from '../../operations.ts';
import { loadChunks } from '../columns/sequence-column.ts';
import type { Store } from '../store.ts';
import { featureMatcher } from './feature-matcher.ts';
import { sampleDraw } from './training-sample.ts';

const MOST_OCCURRENCES = 60;
const LOOK_AHEAD = 30;
const SAMPLED_TEXTS = 2000;
/** A pair that stands side by side in so many places belongs to the language of the data. */
const ATTESTED = 2;

/**
 * Whether what follows a sequence reads like the rest of the data: the share of neighbouring
 * tokens that stand side by side elsewhere too, against the same share in ordinary texts.
 * Gibberish behind a trigger (Souly et al. 2025) breaks nearly all of them.
 */
export function measureContinuation(store: Store, features: readonly CountedFeature[]): ContinuationEvidence[] {
  const following = tokensAfter(store, features);
  const ordinary = ordinaryTexts(store);
  const pairs = new PairTable(1 << 14);
  for (const runs of [...following, ordinary]) for (const run of runs) eachPair(run, (left, right) => pairs.add(left, right));
  const counts = countPairs(store, pairs);
  const attestedShare = (runs: readonly Uint32Array[]): { share: number; pairs: number } => {
    let [attested, total] = [0, 0];
    for (const run of runs) eachPair(run, (left, right) => {
      total += 1;
      if ((counts[pairs.find(left, right)] as number) >= ATTESTED) attested += 1;
    });
    return { share: total === 0 ? 1 : attested / total, pairs: total };
  };
  const expected = attestedShare(ordinary).share;
  return following.map((runs) => {
    const { share, pairs: looked } = attestedShare(runs);
    return { occurrences: runs.length, pairs: looked, attested: share, expected };
  });
}

function tokensAfter(store: Store, features: readonly CountedFeature[]): Uint32Array[][] {
  const found: Uint32Array[][] = features.map(() => []);
  const chunks = loadChunks(store.tokens);
  let chunk = chunks.next();
  featureMatcher(store, features).visit((feature, record, at) => {
    while (!chunk.done && record >= chunk.value.first + chunk.value.ends.length) chunk = chunks.next();
    const runs = found[feature];
    if (chunk.done || runs === undefined || runs.length === MOST_OCCURRENCES) return;
    const { first, ends, ids } = chunk.value;
    const start = record === first ? 0 : (ends[record - first - 1] as number);
    const from = start + at + (features[feature]?.elements.length ?? 0);
    runs.push(ids.slice(from, Math.min(ends[record - first] as number, from + LOOK_AHEAD)));
  });
  return found;
}

function ordinaryTexts(store: Store): Uint32Array[] {
  const runs: Uint32Array[] = [];
  const share = SAMPLED_TEXTS / store.records;
  for (const { first, ends, ids } of loadChunks(store.tokens)) {
    ends.forEach((end, index) => {
      const start = index === 0 ? 0 : (ends[index - 1] as number);
      if (sampleDraw(first + index) < share) runs.push(ids.slice(start, Math.min(end, start + LOOK_AHEAD)));
    });
  }
  return runs;
}

function countPairs(store: Store, pairs: PairTable): Uint32Array {
  const counts = new Uint32Array(pairs.size);
  for (const { ends, ids } of loadChunks(store.tokens)) {
    let start = 0;
    for (const end of ends) {
      for (let at = start; at + 1 < end; at += 1) {
        const pair = pairs.find(ids[at] as number, ids[at + 1] as number);
        if (pair !== -1) counts[pair] = (counts[pair] as number) + 1;
      }
      start = end;
    }
  }
  return counts;
}

function eachPair(run: Uint32Array, visit: (left: number, right: number) => void): void {
  for (let at = 0; at + 1 < run.length; at += 1) visit(run[at] as number, run[at + 1] as number);
}
