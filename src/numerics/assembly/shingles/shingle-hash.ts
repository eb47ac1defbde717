/** Characters of a shingle. */
export const SHINGLE: usize = 5;

/** A multiplier for each place of a shingle: fixed ones, unless the host writes others. */
export const SHINGLE_KEYS: usize = memory.data<u32>(
  [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f, 0x165667b1],
  16,
);

/**
 * Hashes of the shingles that begin at `characters .. characters + 4 * count`, 32 bits each: a sum of
 * the code points, each times a multiplier of its place, finished as in MurmurHash3. Reads and writes
 * up to three places too many.
 */
export function hashShingles(characters: usize, count: usize, hashes: usize): void {
  const end = characters + (count << 2);
  const k0 = v128.load32_splat(SHINGLE_KEYS);
  const k1 = v128.load32_splat(SHINGLE_KEYS, 4);
  const k2 = v128.load32_splat(SHINGLE_KEYS, 8);
  const k3 = v128.load32_splat(SHINGLE_KEYS, 12);
  const k4 = v128.load32_splat(SHINGLE_KEYS, 16);
  let out = hashes;
  for (let at = characters; at < end; at += 16) {
    let sum = i32x4.mul(v128.load(at), k0);
    sum = i32x4.add(sum, i32x4.mul(v128.load(at, 4), k1));
    sum = i32x4.add(sum, i32x4.mul(v128.load(at, 8), k2));
    sum = i32x4.add(sum, i32x4.mul(v128.load(at, 12), k3));
    sum = i32x4.add(sum, i32x4.mul(v128.load(at, 16), k4));
    sum = v128.xor(sum, i32x4.shr_u(sum, 16));
    sum = i32x4.mul(sum, i32x4.splat(0x85ebca6b));
    sum = v128.xor(sum, i32x4.shr_u(sum, 13));
    sum = i32x4.mul(sum, i32x4.splat(0xc2b2ae35));
    sum = v128.xor(sum, i32x4.shr_u(sum, 16));
    v128.store(out, sum);
    out += 16;
  }
}
