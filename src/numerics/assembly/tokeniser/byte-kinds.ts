/** What an ASCII byte is to the tokeniser. */
export const SPACE: u8 = 0;
export const MARK: u8 = 1;
/** A byte of a word, or one that only decoding can judge: above ASCII, or a control character. */
export const RUN: u8 = 2;

const KINDS: usize = memory.data(256);

/**
 * One bit a byte, the first byte lowest. `runs`: bytes of words and `others`; `others`: bytes above
 * ASCII and control characters; `marks`: ASCII punctuation that differs from the byte before it.
 */
let runs: usize = 0;
let others: usize = 0;
let marks: usize = 0;

/** Where the bit arrays go: `places` holds three times `stride` bytes. */
export function initialiseByteKinds(places: usize, stride: usize): void {
  runs = places;
  others = runs + stride;
  marks = others + stride;
  for (let byte: u32 = 0; byte < 256; byte += 1) {
    let kind = MARK;
    if (byte == 32 || byte - 9 < 5) kind = SPACE;
    else if ((byte | 32) - 97 < 26 || byte - 48 < 10 || byte == 95) kind = RUN;
    else if (byte < 32 || byte >= 127) kind = RUN;
    store<u8>(KINDS + byte, kind);
  }
}

// @ts-ignore: decorator
@inline
export function kindOf(byte: u8): u8 {
  return load<u8>(KINDS + byte);
}

// @ts-ignore: decorator
@inline
export function runBlock(block: usize): u64 {
  return load<u64>(runs + (block << 3));
}

// @ts-ignore: decorator
@inline
export function markBlock(block: usize): u64 {
  return load<u64>(marks + (block << 3));
}

// @ts-ignore: decorator
@inline
export function otherBlock(block: usize): u64 {
  return load<u64>(others + (block << 3));
}

/** At least 57 bits of `runs` from byte `index` on. */
// @ts-ignore: decorator
@inline
export function runsFrom(index: usize): u64 {
  return load<u64>(runs + (index >>> 3)) >>> (index & 7);
}

/** At least 57 bits of `others` from byte `index` on. */
// @ts-ignore: decorator
@inline
export function othersFrom(index: usize): u64 {
  return load<u64>(others + (index >>> 3)) >>> (index & 7);
}

/** Lower-cases the ASCII letters of `length` bytes at `text`, and fills the bit arrays. */
export function classify(text: usize, length: usize): void {
  let previous = v128.load(text - 16);
  for (let at: usize = 0; at < length; at += 16) {
    const bytes = v128.load(text + at);
    const upper = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(65)), i8x16.splat(26));
    const lower = v128.or(bytes, v128.and(upper, i8x16.splat(32)));
    const letters = i8x16.lt_u(i8x16.sub(lower, i8x16.splat(97)), i8x16.splat(26));
    const digits = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(48)), i8x16.splat(10));
    const spaces = v128.or(
      i8x16.eq(bytes, i8x16.splat(32)),
      i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(9)), i8x16.splat(5)),
    );
    // As signed numbers, bytes above ASCII are negative.
    const other = v128.or(
      v128.andnot(i8x16.lt_s(bytes, i8x16.splat(32)), spaces),
      i8x16.eq(bytes, i8x16.splat(127)),
    );
    const words = v128.or(v128.or(letters, digits), i8x16.eq(bytes, i8x16.splat(95)));
    const run = v128.or(words, other);
    const before = i8x16.shuffle(previous, bytes, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
    const repeated = i8x16.eq(bytes, before);
    previous = bytes;
    const silent = v128.or(v128.or(run, spaces), repeated);
    v128.store(text + at, lower);
    store<u16>(runs + (at >>> 3), <u16>i8x16.bitmask(run));
    store<u16>(others + (at >>> 3), <u16>i8x16.bitmask(other));
    store<u16>(marks + (at >>> 3), <u16>~i8x16.bitmask(silent));
  }
}
