/** What a kernel has room for at a time; small enough that it stays in the cache. */
export interface ChunkLimits {
  readonly bytes: number;
  readonly documents: number;
}

/**
 * The end of the longest run of documents from `first` on that fits: document `d` has the bytes
 * `offsets[d] .. offsets[d + 1]`. It is `first` itself where not one fits.
 */
export function chunkEnd(offsets: Uint32Array, first: number, limits: ChunkLimits): number {
  const start = offsets[first] as number;
  const most = Math.min(offsets.length - 1, first + limits.documents);
  let last = first;
  while (last < most && (offsets[last + 1] as number) - start <= limits.bytes) last += 1;
  return last;
}
