import type { CountedFeature, FeatureSpace } from '../../operations.ts';
import { outcomesOf, type Store } from '../store.ts';
import type { OutcomeCounts } from './outcome-counts.ts';

/** The label to which a feature leans most, and by how many standard errors. */
export interface Lean {
  readonly outcome: number;
  readonly deviations: number;
}

/**
 * Compares a feature's labels with the labels of the whole dataset: the largest standardised
 * difference of a share (a score test of each label against its prior).
 */
export function leanOf(store: Store, counts: OutcomeCounts, feature: number): Lean {
  const records = counts.records(feature);
  const outcomes = outcomesOf(store.labels);
  let outcome = 0;
  let deviations = Number.NEGATIVE_INFINITY;
  for (let label = 0; label < outcomes; label += 1) {
    const share = (store.labels.counts[label] as number) / store.records;
    const hits = counts.hits(feature, 0, label) + counts.hits(feature, 1, label);
    const spread = Math.sqrt(Math.max(1e-12, records * share * (1 - share)));
    const score = (hits - records * share) / spread;
    if (score > deviations) [outcome, deviations] = [label, score];
  }
  return { outcome, deviations };
}

export interface FeatureIdentity {
  readonly space: FeatureSpace;
  readonly elements: readonly string[];
  readonly handle: readonly number[];
}

export function countedFeature(
  identity: FeatureIdentity,
  counts: OutcomeCounts,
  at: { feature: number; outcome: number },
): CountedFeature {
  const { feature, outcome } = at;
  return {
    ...identity,
    records: counts.records(feature),
    outcome,
    hits: [counts.hits(feature, 0, outcome), counts.hits(feature, 1, outcome)],
    recordsByHalf: [counts.recordsInHalf(feature, 0), counts.recordsInHalf(feature, 1)],
  };
}
