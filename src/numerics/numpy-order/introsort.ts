import type { FloatArray } from '../float-array.ts';

/** Ranges of at most so many indices are left to insertion. */
const SMALL = 16;

/**
 * Sorts indices by their keys with introsort (Musser, "Introspective sorting and selection
 * algorithms", 1997), in the moves of GNU's `std::sort`: median of three to the front, unguarded
 * partition, insertion at the end.
 */
export function introsort(keys: FloatArray, order: Int32Array): void {
  const depth = 2 * (31 - Math.clz32(order.length));
  splitRange(keys, order, { start: 0, end: order.length, depth });
  insertionSort(keys, order);
}

interface Range {
  readonly start: number;
  readonly end: number;
  /** Partitions that may still be tried. */
  readonly depth: number;
}

function splitRange(keys: FloatArray, order: Int32Array, range: Range): void {
  const { start } = range;
  let { end, depth } = range;
  for (; end - start > SMALL; depth -= 1) {
    if (depth === 0) {
      order
        .subarray(start, end)
        .sort((one, other) => (keys[one] as number) - (keys[other] as number));
      return;
    }
    const cut = partition(keys, order, { start, end });
    splitRange(keys, order, { start: cut, end, depth: depth - 1 });
    end = cut;
  }
}

type Ends = Pick<Range, 'start' | 'end'>;

/** Around the median of the second, middle and last; returns where the larger side begins. */
function partition(keys: FloatArray, order: Int32Array, { start, end }: Ends): number {
  swap(order, start, medianPlace(keys, order, { start, end }));
  const pivot = keys[order[start] as number] as number;
  let low = start + 1;
  let high = end;
  for (;;) {
    while ((keys[order[low] as number] as number) < pivot) low += 1;
    high -= 1;
    while (pivot < (keys[order[high] as number] as number)) high -= 1;
    if (low >= high) return low;
    swap(order, low, high);
    low += 1;
  }
}

function medianPlace(keys: FloatArray, order: Int32Array, { start, end }: Ends): number {
  const half = start + ((end - start) >> 1);
  const second = keys[order[start + 1] as number] as number;
  const middle = keys[order[half] as number] as number;
  const last = keys[order[end - 1] as number] as number;
  if (second < middle) {
    if (middle < last) return half;
    return second < last ? end - 1 : start + 1;
  }
  if (second < last) return start + 1;
  return middle < last ? end - 1 : half;
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
