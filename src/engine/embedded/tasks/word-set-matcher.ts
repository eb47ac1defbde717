import type { CountedFeature } from '../../operations/features.ts';
import { visitRuns } from '../columns/sequence-column.ts';
import type { Store } from '../store.ts';

interface WordSetMatcher {
  visit(visitor: (feature: number, record: number, at: number) => void): void;
}

/** Finds the records that hold all words of a set, in any order. `at` is the place of the last that is met. */
export function wordSetMatcher(store: Store, features: readonly CountedFeature[]): WordSetMatcher {
  const featuresOf = new Map<number, number[]>();
  features.forEach(({ handle }, feature) => {
    for (const word of handle) {
      const list = featuresOf.get(word);
      if (list === undefined) featuresOf.set(word, [feature]);
      else list.push(feature);
    }
  });
  const missing = features.map(({ handle }) => handle.length);
  return {
    visit(visitor) {
      visitRuns(store.tokens, ({ ids, start, end, record }) => {
        const seen = new Set<number>();
        const met = new Map<number, number>();
        for (let at = start; at < end; at += 1) {
          const word = ids[at] as number;
          const wanting = featuresOf.get(word);
          if (wanting === undefined || seen.has(word)) continue;
          seen.add(word);
          for (const feature of wanting) {
            const count = (met.get(feature) ?? 0) + 1;
            met.set(feature, count);
            if (count === missing[feature]) visitor(feature, record, at - start);
          }
        }
      });
    },
  };
}
