/**
 * P(sup |F − G| > d) of two samples of one continuous distribution, asymptotically: Kolmogorov's series
 * at the effective sample size with the correction of Stephens (1970). An upper bound where values repeat.
 *
 * @throws RangeError where a sample is empty.
 */
export function kolmogorovTail(d: number, first: number, second: number): number {
  if (first <= 0 || second <= 0) throw new RangeError('no sample to compare');
  const root = Math.sqrt((first * second) / (first + second));
  const lambda = (root + 0.12 + 0.11 / root) * d;
  if (lambda < 0.2) return 1;
  let sum = 0;
  for (let term = 1; term <= 100; term += 1) {
    const value = Math.exp(-2 * lambda * lambda * term * term);
    sum += term % 2 === 1 ? value : -value;
    if (value < 1e-16 * Math.abs(sum)) break;
  }
  return Math.min(1, Math.max(0, 2 * sum));
}
