/** How many permutations there are. */
export const PERMUTATIONS: usize = 128;

/** Permutation `p` takes a hash to `hash * multipliers[p] + increments[p]`, modulo 2^32. */
const MULTIPLIERS: usize = memory.data(4 * 128, 16);
const INCREMENTS: usize = memory.data(4 * 128, 16);

/** The constants are mixes (the finaliser of MurmurHash3) of 1, 2, 3 and so on; multipliers are odd. */
export function initialisePermutations(): void {
  for (let index: u32 = 0; index < <u32>PERMUTATIONS; index += 1) {
    store<u32>(MULTIPLIERS + (index << 2), mix(2 * index + 1) | 1);
    store<u32>(INCREMENTS + (index << 2), mix(2 * index + 2));
  }
}

export function mix(value: u32): u32 {
  let mixed = value;
  mixed = (mixed ^ (mixed >>> 16)) * 0x85ebca6b;
  mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
  return mixed ^ (mixed >>> 16);
}

/** Lowers the minima of all permutations by `count` hashes. */
export function lowerMinima(minima: usize, hashes: usize, count: usize): void {
  const end = hashes + (count << 2);
  // Sixteen permutations at a time, so that all they need stays in the sixteen vector registers.
  for (let group: usize = 0; group < PERMUTATIONS << 2; group += 64) {
    const a0 = v128.load(MULTIPLIERS + group);
    const a1 = v128.load(MULTIPLIERS + group, 16);
    const a2 = v128.load(MULTIPLIERS + group, 32);
    const a3 = v128.load(MULTIPLIERS + group, 48);
    const b0 = v128.load(INCREMENTS + group);
    const b1 = v128.load(INCREMENTS + group, 16);
    const b2 = v128.load(INCREMENTS + group, 32);
    const b3 = v128.load(INCREMENTS + group, 48);
    let m0 = v128.load(minima + group);
    let m1 = v128.load(minima + group, 16);
    let m2 = v128.load(minima + group, 32);
    let m3 = v128.load(minima + group, 48);
    for (let at = hashes; at < end; at += 4) {
      const hash = v128.load32_splat(at);
      m0 = i32x4.min_u(m0, i32x4.add(i32x4.mul(hash, a0), b0));
      m1 = i32x4.min_u(m1, i32x4.add(i32x4.mul(hash, a1), b1));
      m2 = i32x4.min_u(m2, i32x4.add(i32x4.mul(hash, a2), b2));
      m3 = i32x4.min_u(m3, i32x4.add(i32x4.mul(hash, a3), b3));
    }
    v128.store(minima + group, m0);
    v128.store(minima + group, m1, 16);
    v128.store(minima + group, m2, 32);
    v128.store(minima + group, m3, 48);
  }
}
