import type { OriginColumn } from '../columns/origin-column.ts';
import { FOLDS, NO_ID } from '../store.ts';

/**
 * Folds that no contributor straddles, so that whoever is judged has taught the judge nothing: the
 * largest first, each to the fold that has least so far. Records that name nobody keep their own.
 */
export function foldsByContributor(
  { ids, counts }: Pick<OriginColumn, 'ids' | 'counts'>,
  own: Uint8Array,
): Uint8Array {
  const order = [...counts.keys()].sort(
    (a, b) => (counts[b] as number) - (counts[a] as number) || a - b,
  );
  const sizes = new Float64Array(FOLDS);
  const foldOf = new Uint8Array(counts.length);
  for (const contributor of order) {
    const fold = sizes.indexOf(Math.min(...sizes));
    foldOf[contributor] = fold;
    sizes[fold] = (sizes[fold] as number) + (counts[contributor] as number);
  }
  const folds = new Uint8Array(new SharedArrayBuffer(own.length));
  ids.forEach((id, record) => {
    folds[record] = id === NO_ID ? (own[record] as number) : (foldOf[id] as number);
  });
  return folds;
}
