import { ShingleSets } from '../../../numerics/kernels/shingle-sets.ts';
import { clusterByBands } from '../../../numerics/near-duplicates/cluster-by-bands.ts';
import { ExactCopies } from '../../../numerics/near-duplicates/exact-copies.ts';
import { readSpooled } from '../columns/read-spooled.ts';
import { type StoredTexts, textBytes } from '../columns/text-column.ts';

/** Share of their runs of five characters that two texts must have in common. */
const NEAR_COPY = 0.8;

export interface ClusterInput {
  readonly texts: StoredTexts;
  readonly records: number;
  /** Keys of all bands of a record together, records in order. */
  readonly bandKeys: Uint32Array;
}

export interface ClusterResult {
  /** The first record of each record's cluster. */
  readonly clusterOf: Uint32Array;
  /** The first record with the very same text, the record itself where there is none before. */
  readonly copyOf: Uint32Array;
}

/**
 * Clusters of near-copies: exact copies by their bytes, near-copies where MinHash bands agree and
 * the Jaccard similarity of the shingle sets, computed exactly, is at least `NEAR_COPY`. Empty texts
 * are no copies of each other.
 */
export function clusterCopies({ texts, records, bandKeys }: ClusterInput): ClusterResult {
  const exact = new ExactCopies((record) => textBytes(texts, record));
  for (const { offsets, bytes } of texts.chunks) {
    exact.add(readSpooled(bytes, 0, offsets.at(-1) ?? 0), offsets);
  }
  const copyOf = exact.firsts();
  const sets = new ShingleSets();
  const verify = (one: number, other: number): boolean => {
    const [first, second] = [textBytes(texts, one), textBytes(texts, other)];
    return first.length > 0 && second.length > 0 && sets.similarity(first, second) >= NEAR_COPY;
  };
  const clusterOf = clusterByBands({ count: records, bandKeys, firstCopies: copyOf, verify });
  for (const { first, offsets } of texts.chunks) {
    for (let index = 0; index + 1 < offsets.length; index += 1) {
      const record = first + index;
      if (offsets[index] === offsets[index + 1])
        [clusterOf[record], copyOf[record]] = [record, record];
    }
  }
  return { clusterOf, copyOf };
}
