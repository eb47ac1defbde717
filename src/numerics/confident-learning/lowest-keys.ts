import type { FloatArray } from '../float-array.ts';
import { nthSmallest } from '../nth-smallest.ts';
import { numpyOrder } from '../numpy-order/numpy-order.ts';

/**
 * Places of the `count` smallest keys, in no order: those of `numpy.argsort(keys)[:count]`. Only where
 * equal keys stand on both sides of the cut are the keys sorted, to choose among the equal as NumPy does.
 */
export function lowestKeys(keys: FloatArray, count: number): Int32Array {
  return lowestUnlessTied(keys, count) ?? numpyOrder(keys).subarray(0, Math.max(0, count));
}

/** `lowestKeys` by selection alone; undefined where equal keys stand on both sides of the cut. */
export function lowestUnlessTied(keys: FloatArray, count: number): Int32Array | undefined {
  if (count <= 0) return new Int32Array(0);
  const cut = count < keys.length ? nthSmallest(keys.slice(), count - 1) : Number.POSITIVE_INFINITY;
  const places = new Int32Array(Math.min(count, keys.length));
  let found = 0;
  for (let place = 0; place < keys.length; place += 1) {
    if ((keys[place] as number) > cut) continue;
    if (found === places.length) return undefined;
    places[found] = place;
    found += 1;
  }
  return places;
}
