import type { FloatArray } from './float-array.ts';

/**
 * The key that stands at place `nth` (from 0) in ascending order. Hoare's selection (1961), linear on
 * average; after 2·log₂ n rounds that hardly narrow it down, the rest is sorted, so that no input
 * makes it quadratic. Reorders `keys`, which must not hold NaN.
 */
export function nthSmallest(keys: FloatArray, nth: number): number {
  let left = 0;
  let right = keys.length - 1;
  for (let rounds = 2 * (32 - Math.clz32(keys.length)); left < right; rounds -= 1) {
    if (rounds === 0) {
      keys.subarray(left, right + 1).sort();
      break;
    }
    const pivot = medianOfThree(keys, left, right);
    let low = left;
    let high = right;
    while (low <= high) {
      while ((keys[low] as number) < pivot) low += 1;
      while ((keys[high] as number) > pivot) high -= 1;
      if (low > high) break;
      const kept = keys[low] as number;
      keys[low] = keys[high] as number;
      keys[high] = kept;
      low += 1;
      high -= 1;
    }
    if (nth <= high) right = high;
    else if (nth >= low) left = low;
    else break;
  }
  return keys[nth] as number;
}

function medianOfThree(keys: FloatArray, left: number, right: number): number {
  const first = keys[left] as number;
  const middle = keys[left + ((right - left) >> 1)] as number;
  const last = keys[right] as number;
  return Math.max(Math.min(first, middle), Math.min(Math.max(first, middle), last));
}
