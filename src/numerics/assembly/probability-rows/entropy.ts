/** Below it, x·ln x is no longer seen beside 1; the smallest normal number of double precision. */
const SMALLEST: f64 = 2.2250738585072014e-308;

/** The bits of √½ without its lower half: where one power of two ends and the next begins. */
const LOWEST_MANTISSA: i64 = 0x3fe6a09e00000000;
const ONE: i64 = 0x3ff0000000000000;
const MANTISSA: i64 = 0x000fffffffffffff;

const LN2_HIGH: f64 = 6.93147180369123816490e-1;
const LN2_LOW: f64 = 1.90821492927058770002e-10;

/** Σ −x·ln x over doubles. */
export function entropyOfDoubles(start: usize, end: usize): f64 {
  let sum = f64x2.splat(0);
  let at = start;
  for (; at + 16 <= end; at += 16) sum = f64x2.add(sum, minusXLogX(v128.load(at)));
  if (at < end) sum = f64x2.add(sum, minusXLogX(v128.load64_zero(at)));
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** Σ −x·ln x over singles, in double precision. */
export function entropyOfSingles(start: usize, end: usize): f64 {
  let sum = f64x2.splat(0);
  let at = start;
  for (; at + 8 <= end; at += 8)
    sum = f64x2.add(sum, minusXLogX(f64x2.promote_low_f32x4(v128.load64_zero(at))));
  if (at < end) sum = f64x2.add(sum, minusXLogX(f64x2.promote_low_f32x4(v128.load32_zero(at))));
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

function minusXLogX(x: v128): v128 {
  const seen = f64x2.ge(x, f64x2.splat(SMALLEST));
  return v128.and(seen, f64x2.neg(f64x2.mul(x, log(x))));
}

/**
 * Natural logarithm of normal positive numbers, as fdlibm computes it (under one unit in the last place):
 * x = 2^k·(1 + f) with 1 + f between √½ and √2, and ln(1 + f) by a polynomial in f / (2 + f).
 */
// @ts-ignore: decorator
@inline
function log(x: v128): v128 {
  const shifted = i64x2.add(x, i64x2.splat(ONE - LOWEST_MANTISSA));
  const exponents = i64x2.sub(i64x2.shr_s(shifted, 52), i64x2.splat(0x3ff));
  const k = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(exponents, exponents, 0, 2, 0, 2));
  const mantissas = i64x2.add(
    v128.and(shifted, i64x2.splat(MANTISSA)),
    i64x2.splat(LOWEST_MANTISSA),
  );
  const f = f64x2.sub(mantissas, f64x2.splat(1));
  const s = f64x2.div(f, f64x2.add(f, f64x2.splat(2)));
  const half = f64x2.mul(f64x2.splat(0.5), f64x2.mul(f, f));
  const tail = f64x2.add(
    f64x2.mul(s, f64x2.add(half, polynomial(f64x2.mul(s, s)))),
    f64x2.mul(k, f64x2.splat(LN2_LOW)),
  );
  const head = f64x2.add(f64x2.sub(tail, half), f);
  return f64x2.add(head, f64x2.mul(k, f64x2.splat(LN2_HIGH)));
}

// @ts-ignore: decorator
@inline
function polynomial(z: v128): v128 {
  const w = f64x2.mul(z, z);
  let odd = f64x2.splat(1.479819860511658591e-1);
  odd = f64x2.add(f64x2.mul(odd, w), f64x2.splat(1.818357216161805012e-1));
  odd = f64x2.add(f64x2.mul(odd, w), f64x2.splat(2.857142874366239149e-1));
  odd = f64x2.add(f64x2.mul(odd, w), f64x2.splat(6.666666666666735130e-1));
  let even = f64x2.splat(1.531383769920937332e-1);
  even = f64x2.add(f64x2.mul(even, w), f64x2.splat(2.222219843214978396e-1));
  even = f64x2.add(f64x2.mul(even, w), f64x2.splat(3.999999999940941908e-1));
  return f64x2.add(f64x2.mul(odd, z), f64x2.mul(even, w));
}
