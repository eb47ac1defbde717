/** Half the middle half of a normal distribution, in standard deviations. */
const QUARTILE = 0.6745;

/** Distance of a share from the median of all places, in robust standard deviations; sampling is part of the spread. */
export function spreadsBeyond(shares: readonly number[], own: number, records: number): number {
  const sorted = shares.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  const middle = at(0.5);
  const natural = (at(0.75) - at(0.25)) / 2 / QUARTILE;
  const sampling = Math.sqrt((middle * (1 - middle)) / records);
  return (own - middle) / Math.max(1e-6, Math.hypot(natural, sampling));
}
