import type { CountedFeature, FeatureSpace } from '../../operations/features.ts';
import { outcomesOf, type Store } from '../store.ts';
import type { OutcomeCounts } from './outcome-counts.ts';

/** The label to which a feature leans most, and by how many standard errors. */
export interface Lean {
  readonly outcome: number;
  readonly deviations: number;
  /**
   * Log-odds of the label among the feature's records over those of all records, at the lower end of
   * what chance allows: what ranks a pure rare feature over a common one that leans a little.
   */
  readonly strength: number;
}

/**
 * Compares a feature's labels with the labels of the whole dataset: the largest standardised
 * difference of a share (a score test of each label against its prior).
 */
export function leanOf(store: Store, counts: OutcomeCounts, feature: number): Lean {
  const records = counts.records(feature);
  const outcomes = outcomesOf(store.labels);
  let outcome = 0;
  let [deviations, strength] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let label = 0; label < outcomes; label += 1) {
    const share = (store.labels.counts[label] as number) / store.records;
    const hits = counts.hits(feature, 0, label) + counts.hits(feature, 1, label);
    const spread = Math.sqrt(Math.max(1e-12, records * share * (1 - share)));
    const score = (hits - records * share) / spread;
    if (score <= deviations) continue;
    [outcome, deviations] = [label, score];
    strength = logit(lowerShare(hits, records)) - logit(share);
  }
  return { outcome, deviations, strength };
}

const BOUND = 2;

/** Lower bound of a share, two standard errors down (Wilson 1927). */
function lowerShare(hits: number, trials: number): number {
  const share = hits / trials;
  const spread = Math.sqrt((share * (1 - share)) / trials + BOUND ** 2 / (4 * trials ** 2));
  return (share + BOUND ** 2 / (2 * trials) - BOUND * spread) / (1 + BOUND ** 2 / trials);
}

function logit(share: number): number {
  return Math.log(Math.max(1e-9, share) / Math.max(1e-9, 1 - share));
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
    ...counts.of(feature, outcome),
  };
}
