import type { CountedFeature } from '../../operations.ts';
import type { Store } from '../store.ts';
import { featureMatcher } from './feature-matcher.ts';

/** Which of the wanted features each record holds. */
export interface RecordMatches {
  of(record: number): Uint32Array;
}

/** All matches end to end, with the end of each record's run: four bytes a match. */
export function matchesByRecord(store: Store, features: readonly CountedFeature[]): RecordMatches {
  const ends = new Uint32Array(store.records);
  let matches = new Uint32Array(1 << 16);
  let count = 0;
  let filled = 0;
  featureMatcher(store, features).visit((feature, record) => {
    while (filled < record) ends[filled++] = count;
    if (count === matches.length) {
      const larger = new Uint32Array(matches.length * 2);
      larger.set(matches);
      matches = larger;
    }
    matches[count++] = feature;
  });
  while (filled < store.records) ends[filled++] = count;
  return { of: (record) => matches.subarray(record === 0 ? 0 : ends[record - 1], ends[record]) };
}
