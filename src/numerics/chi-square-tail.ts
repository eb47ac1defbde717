const STEPS = 10_000;
const TINY = 1e-300;
const PRECISION = 1e-14;

/**
 * P(X > x) of a chi-square variable: the regularised upper incomplete gamma function Q(k/2, x/2), by its
 * series or by Lentz's continued fraction (Press et al., Numerical Recipes, 3rd edition, section 6.2).
 *
 * @throws RangeError where there are no degrees of freedom, or `x` is negative or no number.
 */
export function chiSquareTail(x: number, freedom: number): number {
  if (!(x >= 0) || !(freedom > 0)) throw new RangeError(`no chi-square of ${x} with ${freedom}`);
  if (x === 0) return 1;
  const [shape, half] = [freedom / 2, x / 2];
  const scale = Math.exp(shape * Math.log(half) - half - logGamma(shape));
  return half < shape + 1
    ? Math.max(0, 1 - scale * lowerSeries(shape, half))
    : scale * upperFraction(shape, half);
}

function lowerSeries(shape: number, x: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let step = 1; step < STEPS && term > PRECISION * sum; step += 1) {
    term *= x / (shape + step);
    sum += term;
  }
  return sum;
}

function upperFraction(shape: number, x: number): number {
  let b = x + 1 - shape;
  let c = 1 / TINY;
  let d = 1 / b;
  let value = d;
  for (let step = 1; step < STEPS; step += 1) {
    const a = -step * (step - shape);
    b += 2;
    d = 1 / nonZero(a * d + b);
    c = nonZero(b + a / c);
    const factor = d * c;
    value *= factor;
    if (Math.abs(factor - 1) < PRECISION) break;
  }
  return value;
}

function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}

const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
] as const;

/** ln Γ(x) for x > 0 (Lanczos 1964, g = 7, nine terms). */
function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const shifted = x - 1;
  const sum = LANCZOS.reduce(
    (total, coefficient, at) => total + coefficient / (shifted + at + 1),
    0.9999999999998099,
  );
  const base = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(sum);
}
