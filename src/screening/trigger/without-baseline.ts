import type { CountedFeature, Engine } from '../../engine/operations.ts';
import { minimumRecords } from './minimum-records.ts';

/** A feature is old when the baseline holds it at least half as often, leaning to the same label. */
const KNOWN_SHARE = 0.5;
const BASELINE_LEAN = 2;

/** Leaves out what an earlier, trusted version already holds: it is not news. */
export async function withoutBaseline(baseline: Engine | null, features: readonly CountedFeature[]): Promise<readonly CountedFeature[]> {
  const [first] = features;
  if (baseline === null || first === undefined || baseline.dataset.labelProblem !== null) return features;
  const { features: known } = await baseline.countFeatures({
    space: first.space,
    minimumRecords: minimumRecords(baseline.dataset.records),
    minimumLean: BASELINE_LEAN,
  });
  const shares = new Map(known.map((feature) => [keyOf(feature), feature.records / baseline.dataset.records]));
  return features.filter((feature) => (shares.get(keyOf(feature)) ?? 0) * baseline.dataset.records < KNOWN_SHARE * feature.records);
}

function keyOf({ elements }: CountedFeature): string {
  return elements.join('\u0001');
}
