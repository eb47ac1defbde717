import { PairFilter } from '../../../numerics/pair-filter.ts';
import { PairTable } from '../../../numerics/pair-table.ts';
import type { CountedFeature } from '../../operations/features.ts';
import type { ContinuationEvidence } from '../../operations/sequences.ts';
import { RunSeeker, visitRuns } from '../columns/sequence-column.ts';
import type { Store } from '../store.ts';
import { featureMatcher } from './feature-matcher.ts';
import { sampleDraw } from './training-sample.ts';

const MOST_OCCURRENCES = 60;
const LEAST_OCCURRENCES = 12;
/** Tokens that are looked at on either side. */
export const LOOK_AROUND = 24;
/** Texts with enough on both sides, from which on each is held against itself. */
export const LEAST_PAIRED = 20;
/** Pairs that are looked at in all; many sequences get fewer occurrences each. */
const MOST_PAIRS = 2_000_000;
const SAMPLED_TEXTS = 2000;
/** Pairs that chance would not bring together, below which a text says too little. */
export const LEAST_INFORMATIVE = 3;

/**
 * Whether what follows a sequence reads like what stands before it in the same text: the share of
 * neighbouring tokens that stand side by side elsewhere too, corrected for those that chance brings
 * together (as Cohen's kappa corrects agreement). Gibberish behind a trigger (Souly et al. 2025) has
 * next to none, while the text before it is whole. Where too little stands before it, ordinary texts
 * are the measure.
 */
export function measureContinuation(
  store: Store,
  features: readonly CountedFeature[],
): ContinuationEvidence[] {
  const around = textsAround(store, features);
  const ordinary = ordinaryTexts(store);
  const pairs = new PairTable(1 << 14);
  const add = (run: Uint32Array): void => eachPair(run, (left, right) => pairs.add(left, right));
  for (const texts of around) for (const { before, after } of texts) [before, after].forEach(add);
  ordinary.forEach(add);
  const coherenceOf = coherence(store, pairs, countPairs(store, pairs));
  const usual = momentsOf(ordinary.map(coherenceOf).filter((share) => share !== null));
  return around.map((texts) => {
    const shares = texts.map(({ before, after }) => ({
      before: coherenceOf(before),
      after: coherenceOf(after),
    }));
    const both = shares.flatMap(({ before, after }) =>
      before === null || after === null ? [] : [{ before, after }],
    );
    if (both.length >= LEAST_PAIRED) {
      const { deviation } = momentsOf(both.map(({ before, after }) => before - after));
      return {
        occurrences: both.length,
        coherence: momentsOf(both.map(({ after }) => after)).mean,
        expected: momentsOf(both.map(({ before }) => before)).mean,
        deviation,
      };
    }
    const looked = shares.flatMap(({ after }) => (after === null ? [] : [after]));
    return {
      occurrences: looked.length,
      coherence: momentsOf(looked).mean,
      expected: usual.mean,
      deviation: usual.deviation,
    };
  });
}

/**
 * Share of a run's neighbours that stand together elsewhere, beyond chance: 0 for a random order, 1
 * at most, and `null` where chance alone brings nearly all together.
 */
function coherence(
  store: Store,
  pairs: PairTable,
  counts: Uint32Array,
): (run: Uint32Array) => number | null {
  const { frequency } = store.vocabulary;
  const total = frequency.reduce((sum, count) => sum + count, 0);
  return (run) => {
    let [beyond, possible] = [0, 0];
    eachPair(run, (left, right) => {
      const byChance =
        1 - Math.exp(-((frequency[left] as number) * (frequency[right] as number)) / total);
      const attested = (counts[pairs.find(left, right)] as number) > 1 ? 1 : 0;
      beyond += attested - byChance;
      possible += 1 - byChance;
    });
    return possible < LEAST_INFORMATIVE ? null : beyond / possible;
  };
}

function momentsOf(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const variance =
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length);
  return { mean, deviation: Math.sqrt(variance) };
}

interface AroundText {
  readonly before: Uint32Array;
  readonly after: Uint32Array;
}

function textsAround(store: Store, features: readonly CountedFeature[]): AroundText[][] {
  const found: AroundText[][] = features.map(() => []);
  const most = Math.max(
    LEAST_OCCURRENCES,
    Math.min(MOST_OCCURRENCES, Math.floor(MOST_PAIRS / LOOK_AROUND / Math.max(1, features.length))),
  );
  const seeker = new RunSeeker(store.tokens);
  featureMatcher(store, features).visit((feature, record, at) => {
    const texts = found[feature];
    if (texts === undefined || texts.length === most) return;
    const { ids, start, end } = seeker.seek(record);
    const from = start + at;
    const behind = from + (features[feature]?.elements.length ?? 0);
    texts.push({
      before: ids.slice(Math.max(start, from - LOOK_AROUND), from),
      after: ids.slice(behind, Math.min(end, behind + LOOK_AROUND)),
    });
  });
  return found;
}

function ordinaryTexts(store: Store): Uint32Array[] {
  const runs: Uint32Array[] = [];
  const share = SAMPLED_TEXTS / store.records;
  visitRuns(store.tokens, ({ ids, start, end, record }) => {
    if (sampleDraw(record) < share) runs.push(ids.slice(start, Math.min(end, start + LOOK_AROUND)));
  });
  return runs;
}

function countPairs(store: Store, pairs: PairTable): Uint32Array {
  const counts = new Uint32Array(pairs.size);
  const filter = new PairFilter(pairs);
  visitRuns(store.tokens, ({ ids, start, end }) => {
    for (let at = start; at + 1 < end; at += 1) {
      const [left, right] = [ids[at] as number, ids[at + 1] as number];
      if (!filter.mayHold(left, right)) continue;
      const pair = pairs.find(left, right);
      if (pair !== -1) counts[pair] = (counts[pair] as number) + 1;
    }
  });
  return counts;
}

function eachPair(run: Uint32Array, visit: (left: number, right: number) => void): void {
  for (let at = 0; at + 1 < run.length; at += 1) visit(run[at] as number, run[at + 1] as number);
}
