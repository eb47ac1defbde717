import { seededRandom } from '../../numerics/seeded-random.ts';

/** How far the distributions of two versions' scores lie apart. */
export interface ScoreShift {
  /** Kolmogorov–Smirnov distance: 0 for equal distributions, 1 for separate ones. */
  readonly distance: number;
  readonly pValue: number;
}

const DRAWS = 499;
const MOST_ITEMS = 20_000;

/**
 * Kolmogorov–Smirnov distance between paired scores, with the null that the versions could be swapped at
 * any item: by swapping, for the usual tables hold for independent samples only.
 *
 * @param old one score an item
 * @param fresh as many, of the same items
 */
export function scoreShift(old: Float64Array, fresh: Float64Array, seed: number): ScoreShift {
  const step = Math.ceil(old.length / MOST_ITEMS);
  const taken = Uint32Array.from(
    { length: Math.floor(old.length / step) },
    (_, index) => index * step,
  );
  const values = Float64Array.from([...taken, ...taken], (item, at) =>
    at < taken.length ? (old[item] as number) : (fresh[item] as number),
  );
  const order = Uint32Array.from(values.keys()).sort(
    (one, other) => (values[one] as number) - (values[other] as number),
  );
  const random = seededRandom(seed);
  const signs = new Int8Array(taken.length).fill(1);
  const distance = distanceOf(values, order, signs);
  let above = 0;
  for (let draw = 0; draw < DRAWS; draw += 1) {
    for (let item = 0; item < signs.length; item += 1) signs[item] = random() < 0.5 ? 1 : -1;
    if (distanceOf(values, order, signs) >= distance - 1e-12) above += 1;
    // What is nowhere near significance needs no more digits.
    if (above >= 50) return { distance, pValue: (above + 1) / (draw + 2) };
  }
  return { distance, pValue: (above + 1) / (DRAWS + 1) };
}

function distanceOf(values: Float64Array, order: Uint32Array, signs: Int8Array): number {
  const items = signs.length;
  let height = 0;
  let greatest = 0;
  for (let at = 0; at < order.length; at += 1) {
    const place = order[at] as number;
    height += place < items ? (signs[place] as number) : -(signs[place - items] as number);
    const next = order[at + 1];
    // Equal scores count together.
    if (next === undefined || values[next] !== values[place])
      greatest = Math.max(greatest, Math.abs(height));
  }
  return items === 0 ? 0 : greatest / items;
}
