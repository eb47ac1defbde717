/** Counts whose variance grows with the square of their mean: mean μ, variance μ + dispersion · μ². */
export interface NegativeBinomial {
  readonly mean: number;
  /** 0 is a Poisson count. */
  readonly dispersion: number;
}

/** Smaller dispersions are a Poisson count, to double precision. */
const POISSON = 1e-9;

/**
 * ln P(X ≥ observed) of a negative binomial count (Hilbe 2011, type 2), by summing its terms from
 * `observed` on; relative error of the probability below 1e-9 for counts to 100,000.
 */
export function negativeBinomialTail(
  { mean, dispersion }: NegativeBinomial,
  observed: number,
): number {
  if (observed <= 0) return 0;
  if (mean <= 0) return Number.NEGATIVE_INFINITY;
  const size = dispersion > POISSON ? 1 / dispersion : Number.POSITIVE_INFINITY;
  const ratio = (count: number): number =>
    size === Number.POSITIVE_INFINITY
      ? mean / (count + 1)
      : ((count + size) / (count + 1)) * (mean / (mean + size));
  let first = size === Number.POSITIVE_INFINITY ? -mean : -size * Math.log1p(mean / size);
  for (let count = 0; count < observed; count += 1) first += Math.log(ratio(count));
  let [sum, term] = [1, 1];
  for (let count = observed; ; count += 1) {
    const next = ratio(count);
    term *= next;
    sum += term;
    // The ratio falls towards its limit or rises to it below one; either way the rest is geometric.
    if (next < 1 && term < 1e-12 * sum * (1 - next)) break;
  }
  return Math.min(0, first + Math.log(sum));
}
