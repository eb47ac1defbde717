import type { Store } from '../store.ts';
import { LEAK } from '../store.ts';

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
/** Stands for "no feature of a probe". */
export const NO_BUCKET = 0xffff;

/** For every feature of `ActiveFeatures`, in its numbering: the column that it adds to, and with which sign. */
export interface FeatureBuckets {
  readonly buckets: Uint16Array;
  readonly signs: Int8Array;
}

/**
 * Signed feature hashing (Weinberger et al. 2009): inner products of rows stay what they were in the mean. A token
 * is hashed by its UTF-8 text, a value by `column=value`, both with `bucketHash`; so any engine finds the same. Of
 * numbers only the range counts. Where all features fit, each has a column of its own.
 */
export function featureBuckets(store: Store, tokenLimit: number, width: number): FeatureBuckets {
  const { vocabulary, items } = store;
  const size = tokenLimit + items.count;
  const buckets = new Uint16Array(size).fill(NO_BUCKET);
  const signs = new Int8Array(size);
  const features: { readonly feature: number; readonly bytes: Uint8Array }[] = [];
  const put = (feature: number, bytes: Uint8Array): void => {
    features.push({ feature, bytes });
  };
  for (let token = 0; token < tokenLimit; token += 1)
    put(token, vocabulary.bytes.subarray(vocabulary.offsets[token], vocabulary.offsets[token + 1]));
  const inRanges = new Set(
    items.columns.filter(({ kind }) => kind === 'range').map(({ name }) => name),
  );
  for (const { name, kind, firstItem, texts, determination } of items.columns) {
    if (kind === 'origin' || determination >= LEAK) continue;
    if (kind === 'value' && inRanges.has(name)) continue;
    texts.forEach((text, at) => {
      put(tokenLimit + firstItem + at, Buffer.from(`${name}=${text}`));
    });
  }
  const fits = features.length <= width;
  features.forEach(({ feature, bytes }, at) => {
    const hash = fits ? at : bucketHash(bytes);
    buckets[feature] = hash % width;
    signs[feature] = hash >>> 31 === 1 ? -1 : 1;
  });
  return { buckets, signs };
}

/** FNV-1a of 32 bits, its bits mixed once more (MurmurHash3's finaliser), unsigned. */
function bucketHash(bytes: Uint8Array): number {
  let hash = FNV_OFFSET;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, FNV_PRIME);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
