import type { Engine } from '../../engine/operations/engine.ts';
import type { CountedFeature } from '../../engine/operations/features.ts';
import { minimumRecords } from './minimum-records.ts';

/** A feature is old when the baseline holds it at least half as often, leaning to the same label. */
const KNOWN_SHARE = 0.5;
const BASELINE_LEAN = 2;

/** Leaves out what an earlier, trusted version already holds: it is not news. */
export async function withoutBaseline(
  engine: Engine,
  baseline: Engine | null,
  features: readonly CountedFeature[],
): Promise<readonly CountedFeature[]> {
  const [first] = features;
  if (baseline === null || first === undefined || baseline.dataset.labelProblem !== null)
    return features;
  const { features: known } = await baseline.countFeatures({
    space: first.space,
    minimumRecords: minimumRecords(baseline.dataset.records),
    minimumLean: BASELINE_LEAN,
  });
  const key = ({ elements, outcome }: CountedFeature, of: Engine): string =>
    [of.dataset.labels[outcome], ...elements].join('\u0001');
  const shares = new Map(
    known.map((feature) => [key(feature, baseline), feature.records / baseline.dataset.records]),
  );
  return features.filter(
    (feature) =>
      (shares.get(key(feature, engine)) ?? 0) <
      (KNOWN_SHARE * feature.records) / engine.dataset.records,
  );
}
