import type { FloatArray } from '../float-array.ts';

/** The longest range that a network sorts. */
export const NETWORK_LIMIT = 256;
/** The shortest network: what a vector register holds. */
const SHORTEST = 8;

/** What is on the wires of the network: keys, and the indices that they belong to. */
const KEYS = new Float64Array(NETWORK_LIMIT);
const INDICES = new Int32Array(NETWORK_LIMIT);

/** Sorts at most 256 indices by their keys, with Batcher's bitonic merge sort (1968). */
export function sortByNetwork(keys: FloatArray, order: Int32Array): void {
  let size = SHORTEST;
  while (size < order.length) size *= 2;
  INDICES.set(order);
  for (let at = 0; at < order.length; at += 1) KEYS[at] = keys[order[at] as number] as number;
  KEYS.fill(Number.POSITIVE_INFINITY, order.length, size);
  for (let block = 2; block <= size; block *= 2) mergeHalves(size, block);
  order.set(INDICES.subarray(0, order.length));
}

/** The sorted halves of every block: first against their mirror image, then at falling distances. */
function mergeHalves(size: number, block: number): void {
  for (let base = 0; base < size; base += block) {
    for (let at = 0; at < block / 2; at += 1) compare(base + at, base + block - 1 - at);
  }
  for (let apart = block / 4; apart >= 1; apart /= 2) {
    for (let at = 0; at < size; at += 1) if ((at & apart) === 0) compare(at, at + apart);
  }
}

function compare(low: number, high: number): void {
  const key = KEYS[low] as number;
  if (key <= (KEYS[high] as number)) return;
  KEYS[low] = KEYS[high] as number;
  KEYS[high] = key;
  const index = INDICES[low] as number;
  INDICES[low] = INDICES[high] as number;
  INDICES[high] = index;
}
