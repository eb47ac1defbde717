import type { FloatArray } from '../float-array.ts';

/** Ranges of at most so many indices are left to insertion. */
const SMALL = 16;

/**
 * Sorts indices by their keys with introsort (Musser, "Introspective sorting and selection
 * algorithms", 1997), in the moves of GNU's `std::sort`: median of three to the front, unguarded
 * partition, insertion at the end.
 */
export function introsort(keys: FloatArray, order: Int32Array): void {
  splitRange(keys, order, 2 * (31 - Math.clz32(order.length)));
  insertionSort(keys, order);
}

function splitRange(keys: FloatArray, order: Int32Array, depth: number): void {
  let rest = order;
  for (let left = depth; rest.length > SMALL; left -= 1) {
    if (left === 0) {
      rest.sort((one, other) => (keys[one] as number) - (keys[other] as number));
      return;
    }
    const cut = partition(keys, rest);
    splitRange(keys, rest.subarray(cut), left - 1);
    rest = rest.subarray(0, cut);
  }
}

/** Around the median of the second, middle and last; returns where the larger side begins. */
function partition(keys: FloatArray, order: Int32Array): number {
  const keyAt = (place: number): number => keys[order[place] as number] as number;
  swap(order, 0, medianPlace(keyAt, order.length));
  const pivot = keyAt(0);
  let low = 1;
  let high = order.length;
  for (;;) {
    while (keyAt(low) < pivot) low += 1;
    high -= 1;
    while (pivot < keyAt(high)) high -= 1;
    if (low >= high) return low;
    swap(order, low, high);
    low += 1;
  }
}

function medianPlace(keyAt: (place: number) => number, length: number): number {
  const places = [1, length >> 1, length - 1] as const;
  const [second, middle, last] = places;
  if (keyAt(second) < keyAt(middle)) {
    if (keyAt(middle) < keyAt(last)) return middle;
    return keyAt(second) < keyAt(last) ? last : second;
  }
  if (keyAt(second) < keyAt(last)) return second;
  return keyAt(middle) < keyAt(last) ? last : middle;
}

function insertionSort(keys: FloatArray, order: Int32Array): void {
  for (let next = 1; next < order.length; next += 1) {
    const index = order[next] as number;
    const key = keys[index] as number;
    let hole = next;
    while (hole > 0 && key < (keys[order[hole - 1] as number] as number)) {
      order[hole] = order[hole - 1] as number;
      hole -= 1;
    }
    order[hole] = index;
  }
}

function swap(order: Int32Array, one: number, other: number): void {
  const kept = order[one] as number;
  order[one] = order[other] as number;
  order[other] = kept;
}
