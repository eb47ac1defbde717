import type { CountedFeature } from '../../operations/features.ts';
import type { Store } from '../store.ts';
import { featureMatcher } from './feature-matcher.ts';

/** Called once for each record that holds a wanted feature; `found[0 .. count)` are their indexes. */
export type MatchedRecordVisitor = (record: number, found: Uint32Array, count: number) => void;

/** Visits the records that hold any of the features, in file order, with all that each holds. */
export function visitMatchedRecords(
  store: Store,
  features: readonly CountedFeature[],
  visit: MatchedRecordVisitor,
): void {
  let found = new Uint32Array(256);
  let [current, count] = [-1, 0];
  featureMatcher(store, features).visit((feature, record) => {
    if (record !== current) {
      if (count > 0) visit(current, found, count);
      current = record;
      count = 0;
    }
    if (count === found.length) {
      const larger = new Uint32Array(found.length * 2);
      larger.set(found);
      found = larger;
    }
    found[count++] = feature;
  });
  if (count > 0) visit(current, found, count);
}
