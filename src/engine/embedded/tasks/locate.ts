import type { CountedFeature } from '../../operations/features.ts';
import type { Store } from '../store.ts';
import { featureMatcher } from './feature-matcher.ts';

/** The records that hold each feature, in file order. All features are of one space. */
export function locate(store: Store, features: readonly CountedFeature[]): Uint32Array[] {
  const found = features.map(({ records }) => new Uint32Array(records));
  const used = new Uint32Array(features.length);
  featureMatcher(store, features).visit((feature, record) => {
    const at = used[feature] as number;
    const positions = found[feature];
    if (positions === undefined || at === positions.length) return;
    positions[at] = record;
    used[feature] = at + 1;
  });
  return found.map((positions, feature) => positions.subarray(0, used[feature]));
}
