/**
 * Finds, sixteen bytes at a time, where a hidden character may begin. There are eight classes of
 * beginnings, each a set of lead bytes and a set of second bytes, and each set the product of high
 * and low halves; bit `c` of an entry in the four tables says that class `c` has this half.
 */
const LEAD_HIGH: usize = memory.data(16, 16);
const LEAD_LOW: usize = memory.data(16, 16);
const SECOND_HIGH: usize = memory.data(16, 16);
const SECOND_LOW: usize = memory.data(16, 16);

/** For each class: halves of lead bytes, then of second bytes, as sets of 16 bits. */
const CLASSES: StaticArray<u16> = [
  // C2 8x to Ax.
  0x1000, 0x0004, 0x0700, 0xffff,
  // CD 8F and D8 9C, with what else their product holds.
  0x3000, 0x2100, 0x0300, 0x9000,
  // E1 85, 9A, 9E, A0.
  0x4000, 0x0002, 0x0700, 0x4421,
  // E2 80, 81, A0.
  0x4000, 0x0004, 0x0500, 0x0003,
  // E3 80, 85.
  0x4000, 0x0008, 0x0100, 0x0021,
  // EF B8, BB, BE, BF.
  0x4000, 0x8000, 0x0800, 0xc900,
  // F0 9B, 9D.
  0x8000, 0x0001, 0x0200, 0x2800,
  // F3 A0.
  0x8000, 0x0008, 0x0400, 0x0001,
];

export function initialiseCandidates(): void {
  for (let index: u32 = 0; index < 32; index += 1) {
    const table = LEAD_HIGH + ((index & 3) << 4);
    const set: u32 = unchecked(CLASSES[index]);
    for (let half: u32 = 0; half < 16; half += 1) {
      const entry = load<u8>(table + half) | <u8>(((set >>> half) & 1) << (index >>> 2));
      store<u8>(table + half, entry);
    }
  }
}

/** The classes that each of the 16 bytes at `at` leads, as bits. */
// @ts-ignore: decorator
@inline
export function leads(at: usize): v128 {
  return classesOf(v128.load(at), LEAD_HIGH, LEAD_LOW);
}

/** The classes that each of the 16 bytes at `at` is the second byte of, as bits. */
// @ts-ignore: decorator
@inline
export function seconds(at: usize): v128 {
  return classesOf(v128.load(at), SECOND_HIGH, SECOND_LOW);
}

// @ts-ignore: decorator
@inline
function classesOf(bytes: v128, high: usize, low: usize): v128 {
  return v128.and(
    i8x16.swizzle(v128.load(high), i8x16.shr_u(bytes, 4)),
    i8x16.swizzle(v128.load(low), v128.and(bytes, i8x16.splat(15))),
  );
}
