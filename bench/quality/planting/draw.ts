import { seededRandom, shuffle } from '../../../src/numerics/seeded-random.ts';
import { Chance } from '../hidden-corpus/place.ts';

/** Seeded draws: everything that the evaluation leaves to chance comes from one of these. */
export class Draw extends Chance {
  readonly #random: () => number;

  /** @param name - Case and number of the draw; the same name gives the same draws. */
  constructor(name: string) {
    const random = seededRandom(fnv1a(name));
    super(random);
    this.#random = random;
  }

  /** All of them in a random order. */
  shuffled<T>(values: readonly T[]): T[] {
    const order = Uint32Array.from(values.keys());
    shuffle(order, this.#random);
    return Array.from(order, (at) => values[at] as T);
  }

  /** So many different ones, in a random order. */
  some<T>(values: readonly T[], count: number): T[] {
    if (count > values.length)
      throw new RangeError(`cannot draw ${count} of ${values.length} without replacement`);
    return this.shuffled(values).slice(0, count);
  }
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
