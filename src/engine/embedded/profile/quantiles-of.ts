/** Points of the distribution function that are kept: it is off by less than one part in so many. */
const QUANTILES = 1024;
/** A column of which less than this part is numbers is a column of names. */
const MOSTLY_NUMBERS = 0.9;

/**
 * Values below which equal parts of a column lie, from its distinct values and how many records have
 * each; `null` where it is mostly no numbers.
 */
export function quantilesOf(numbers: readonly number[], counts: Uint32Array): Float64Array | null {
  const order = [...numbers.keys()]
    .filter((at) => Number.isFinite(numbers[at]))
    .sort((a, b) => (numbers[a] as number) - (numbers[b] as number));
  const all = counts.reduce((sum, count) => sum + count, 0);
  const known = order.reduce((sum, at) => sum + (counts[at] as number), 0);
  if (known === 0 || known < MOSTLY_NUMBERS * all) return null;
  const quantiles = new Float64Array(QUANTILES + 1);
  let [place, below] = [0, counts[order[0] as number] as number];
  for (let point = 0; point <= QUANTILES; point += 1) {
    while (below < (point / QUANTILES) * known && place + 1 < order.length) {
      place += 1;
      below += counts[order[place] as number] as number;
    }
    quantiles[point] = numbers[order[place] as number] as number;
  }
  return quantiles;
}
