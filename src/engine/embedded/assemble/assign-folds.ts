import { FOLDS } from '../store.ts';

/**
 * The fold of each record, from the digest of the first record of its copies (design rule 9): the
 * same data are always cut the same way, and copies of one text never stand on both sides.
 */
export function assignFolds(clusterOf: Uint32Array, digests: Uint8Array): Uint8Array {
  const folds = new Uint8Array(new SharedArrayBuffer(clusterOf.length));
  clusterOf.forEach((first, record) => {
    folds[record] = (digests[first * 32] as number) % FOLDS;
  });
  return folds;
}
