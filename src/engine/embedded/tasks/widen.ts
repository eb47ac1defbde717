import type { CountedFeature } from '../../operations/features.ts';
import { RunSeeker } from '../columns/sequence-column.ts';
import { type Store, tokenText } from '../store.ts';
import { featureMatcher } from './feature-matcher.ts';

const MOST_OCCURRENCES = 200;
/** Occurrences that are looked at in all; many sequences get fewer each. */
const MOST_LOOKED = 200_000;
const LEAST_OCCURRENCES = 20;
const LONGEST_SIDE = 40;
const AGREE = 0.85;

/**
 * The longest form of each word sequence: as long as nearly all of its occurrences go on in the
 * same way, on either side. A planted sentence is found by any part of it, and shown whole.
 */
export function widen(store: Store, features: readonly CountedFeature[]): CountedFeature[] {
  const before: Uint32Array[][] = features.map(() => []);
  const after: Uint32Array[][] = features.map(() => []);
  const most = Math.max(
    LEAST_OCCURRENCES,
    Math.min(MOST_OCCURRENCES, Math.floor(MOST_LOOKED / Math.max(1, features.length))),
  );
  const seeker = new RunSeeker(store.tokens);
  featureMatcher(store, features).visit((feature, record, at) => {
    if ((before[feature]?.length ?? 0) === most) return;
    const { ids, start, end } = seeker.seek(record);
    const from = start + at;
    const to = from + (features[feature]?.elements.length ?? 0);
    before[feature]?.push(ids.slice(Math.max(start, from - LONGEST_SIDE), from).reverse());
    after[feature]?.push(ids.slice(to, Math.min(end, to + LONGEST_SIDE)));
  });
  return features.map((feature, index) => {
    const handle = [
      ...agreedOn(before[index] ?? []).reverse(),
      ...feature.handle,
      ...agreedOn(after[index] ?? []),
    ];
    return {
      ...feature,
      handle,
      elements: handle.map((symbol) => tokenText(store.vocabulary, symbol)),
    };
  });
}

/** The symbols on which nearly all sides agree, nearest first. */
function agreedOn(sides: readonly Uint32Array[]): number[] {
  const agreed: number[] = [];
  let agreeing = sides;
  while (agreed.length < LONGEST_SIDE) {
    const tally = new Map<number, number>();
    for (const side of agreeing) {
      const symbol = side[agreed.length];
      if (symbol !== undefined) tally.set(symbol, (tally.get(symbol) ?? 0) + 1);
    }
    const [commonest] = [...tally].sort((a, b) => b[1] - a[1]);
    if (commonest === undefined || commonest[1] < AGREE * sides.length) break;
    agreeing = agreeing.filter((side) => side[agreed.length] === commonest[0]);
    agreed.push(commonest[0]);
  }
  return agreed;
}
