import { upperTail } from './binomial-tail.ts';

/** A stretch of a histogram that holds more than the equal stretch before it. */
export interface Hump {
  /** Bins `from .. to`, the last not included. */
  readonly from: number;
  readonly to: number;
  readonly inside: number;
  readonly before: number;
  readonly logP: number;
}

export interface HumpSearch {
  /** The hump least likely by chance; `null` where no stretch holds more than the one before. */
  readonly hump: Hump | null;
  /** Stretches that were looked at: the number to correct for. */
  readonly tried: number;
}

/**
 * Looks for a second hump in a tail. Null: the density falls from bin `first` on, as tails of one population do; then
 * of the values in two neighbouring stretches of one width at least half are expected in the nearer, and the count in
 * the farther has at most the upper tail of a binomial of one half (Chernoff's bound).
 *
 * @param counts of equally wide bins, outwards
 * @param first the first bin that counts
 * @param widths of stretches, in bins
 */
export function findHump(
  counts: ArrayLike<number>,
  first: number,
  widths: readonly number[],
): HumpSearch {
  const below = new Float64Array(counts.length + 1);
  for (let bin = 0; bin < counts.length; bin += 1)
    below[bin + 1] = (below[bin] as number) + (counts[bin] as number);
  let tried = 0;
  let hump: Hump | null = null;
  for (const width of widths) {
    for (let from = first + width; from + width <= counts.length; from += 1) {
      const to = from + width;
      const inside = (below[to] as number) - (below[from] as number);
      const before = (below[from] as number) - (below[from - width] as number);
      tried += 1;
      if (inside <= before) continue;
      const trials = { counts: [inside + before], logits: [0] };
      const logP = upperTail(trials, inside).logProbability();
      if (hump === null || logP < hump.logP) hump = { from, to, inside, before, logP };
    }
  }
  return { hump, tried };
}
