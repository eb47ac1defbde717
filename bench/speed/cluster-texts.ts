import { ShingleSets } from '../../src/numerics/kernels/shingle-sets.ts';
import { BandHasher } from '../../src/numerics/near-duplicates/band-hasher.ts';
import { clusterByBands } from '../../src/numerics/near-duplicates/cluster-by-bands.ts';
import { ExactCopies } from '../../src/numerics/near-duplicates/exact-copies.ts';
import type { Corpus } from './kernels-corpus.ts';

const BATCH = 8192;
const SIMILARITY = 0.8;

/** From texts in memory to clusters of near copies: by document, the first of its cluster. */
export function clusterTexts({ bytes, offsets, labels }: Corpus): Uint32Array {
  const count = labels.length;
  const textOf = (document: number): Uint8Array =>
    bytes.subarray(offsets[document], offsets[document + 1]);
  const bandKeys = new BandHasher().keys(bytes, offsets);
  const copies = new ExactCopies(textOf);
  for (let first = 0; first < count; first += BATCH) {
    copies.add(bytes, offsets.subarray(first, Math.min(first + BATCH, count) + 1));
  }
  const sets = new ShingleSets();
  return clusterByBands({
    count,
    bandKeys,
    firstCopies: copies.firsts(),
    verify: (first, second) => sets.similarity(textOf(first), textOf(second)) >= SIMILARITY,
  });
}
