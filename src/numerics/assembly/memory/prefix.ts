/** Row `n` keeps the first `n` bytes of a vector. */
const KEEP: usize = memory.data(17 * 16, 16);

export function initialisePrefix(): void {
  for (let length: usize = 0; length <= 16; length += 1) memory.fill(KEEP + (length << 4), 0xff, length);
}

/** Ones in the first `length` bytes, at most 16, and zeros. */
// @ts-ignore: decorator
@inline
export function prefixMask(length: usize): v128 {
  return v128.load(KEEP + (length << 4));
}

/** The first `length` bytes at `at`, at most 16, and zeros. */
// @ts-ignore: decorator
@inline
export function prefix(at: usize, length: usize): v128 {
  return v128.and(v128.load(at), prefixMask(length));
}
