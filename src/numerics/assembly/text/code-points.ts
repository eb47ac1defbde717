/** What a code point does to the text around it. */
export const SEPARATOR: u32 = 0;
export const LETTER: u32 = 1;
export const MARK: u32 = 2;
/** A symbol that may carry a variation selector, a skin tone or a joiner: most emoji. */
export const PICTURE: u32 = 3;
/** A character of a script that is written without spaces. */
export const SYLLABLE: u32 = 4;

/**
 * Pairs of (first code point << 3 | what it does), ascending, from U+0080 on. A range ends where the
 * next begins; what is not named is a letter, and so are all invisible characters.
 */
const RANGES: StaticArray<u32> = [
  0x80 << 3 | 1, 0x85 << 3 | 0, 0x86 << 3 | 1, 0xa0 << 3 | 0, 0xa1 << 3 | 2, 0xaa << 3 | 1,
  0xab << 3 | 2, 0xad << 3 | 1, 0xae << 3 | 2, 0xb2 << 3 | 1, 0xb4 << 3 | 2, 0xb5 << 3 | 1,
  0xb6 << 3 | 2, 0xb9 << 3 | 1, 0xbb << 3 | 2, 0xbc << 3 | 1, 0xbf << 3 | 2, 0xc0 << 3 | 1,
  0xd7 << 3 | 2, 0xd8 << 3 | 1, 0xf7 << 3 | 2, 0xf8 << 3 | 1,
  // Greek, Armenian, Hebrew, Arabic, Devanagari and Ethiopic punctuation.
  0x37e << 3 | 2, 0x37f << 3 | 1, 0x387 << 3 | 2, 0x388 << 3 | 1, 0x55a << 3 | 2, 0x560 << 3 | 1,
  0x589 << 3 | 2, 0x58b << 3 | 1, 0x5be << 3 | 2, 0x5bf << 3 | 1, 0x5c0 << 3 | 2, 0x5c1 << 3 | 1,
  0x5c3 << 3 | 2, 0x5c4 << 3 | 1, 0x5f3 << 3 | 2, 0x5f5 << 3 | 1, 0x609 << 3 | 2, 0x60e << 3 | 1,
  0x61b << 3 | 2, 0x61c << 3 | 1, 0x61d << 3 | 2, 0x620 << 3 | 1, 0x66a << 3 | 2, 0x66e << 3 | 1,
  0x6d4 << 3 | 2, 0x6d5 << 3 | 1, 0x964 << 3 | 2, 0x966 << 3 | 1,
  // Thai and Lao; Myanmar; Ethiopic; Ogham space; Khmer.
  0xe00 << 3 | 4, 0xf00 << 3 | 1, 0x1000 << 3 | 4, 0x10a0 << 3 | 1, 0x1361 << 3 | 2, 0x1369 << 3 | 1,
  0x1680 << 3 | 0, 0x1681 << 3 | 1, 0x1780 << 3 | 4, 0x17b4 << 3 | 1, 0x17b6 << 3 | 4,
  0x1800 << 3 | 1, 0x19e0 << 3 | 4, 0x1a00 << 3 | 1,
  // Spaces, invisible characters and general punctuation; superscripts stay letters.
  0x2000 << 3 | 0, 0x200b << 3 | 1, 0x2010 << 3 | 2, 0x2028 << 3 | 0, 0x202a << 3 | 1,
  0x202f << 3 | 0, 0x2030 << 3 | 2, 0x205f << 3 | 0, 0x2060 << 3 | 1, 0x207a << 3 | 2,
  0x207f << 3 | 1, 0x208a << 3 | 2, 0x208f << 3 | 1, 0x20a0 << 3 | 2, 0x20d0 << 3 | 1,
  // Arrows, mathematics, technical, shapes, dingbats; then circled letters stay letters.
  0x2190 << 3 | 3, 0x2460 << 3 | 1, 0x2500 << 3 | 3, 0x2c00 << 3 | 1, 0x2e00 << 3 | 2,
  // Han, kana, bopomofo and their punctuation.
  0x2e80 << 3 | 4, 0x2ff0 << 3 | 2, 0x3000 << 3 | 0, 0x3001 << 3 | 2, 0x3005 << 3 | 4,
  0x3008 << 3 | 2, 0x3021 << 3 | 4, 0x3030 << 3 | 3, 0x3031 << 3 | 4, 0x303d << 3 | 3,
  0x303e << 3 | 2, 0x3040 << 3 | 4, 0x30a0 << 3 | 2, 0x30a1 << 3 | 4, 0x30fb << 3 | 2,
  0x30fc << 3 | 4, 0x3130 << 3 | 1, 0x3190 << 3 | 4, 0x3200 << 3 | 1, 0x3400 << 3 | 4,
  0x4dc0 << 3 | 3, 0x4e00 << 3 | 4, 0xa000 << 3 | 1, 0xa9e0 << 3 | 4, 0xaa00 << 3 | 1,
  0xaa60 << 3 | 4, 0xaa80 << 3 | 1, 0xf900 << 3 | 4, 0xfb00 << 3 | 1,
  // Presentation forms and full width.
  0xfe10 << 3 | 2, 0xfe20 << 3 | 1, 0xfe30 << 3 | 2, 0xfe70 << 3 | 1, 0xff01 << 3 | 2,
  0xff10 << 3 | 1, 0xff1a << 3 | 2, 0xff21 << 3 | 1, 0xff3b << 3 | 2, 0xff41 << 3 | 1,
  0xff5b << 3 | 2, 0xff66 << 3 | 4, 0xffa0 << 3 | 1, 0xffe0 << 3 | 2, 0xffef << 3 | 1,
  // Pictures, then the planes of Han.
  0x1f000 << 3 | 3, 0x1f100 << 3 | 1, 0x1f1e6 << 3 | 3, 0x1fb00 << 3 | 1, 0x20000 << 3 | 4,
  0x40000 << 3 | 1,
];

/** What a code point from U+0080 on does to the text around it. */
export function conductOf(codePoint: u32): u32 {
  // The bulk of the scripts that this function sees, without a search.
  if (codePoint - 0xc0 < 0x2be) return codePoint == 0xd7 || codePoint == 0xf7 ? MARK : LETTER;
  if (codePoint - 0x388 < 0x1d2) return LETTER;
  if (codePoint - 0x4e00 < 0x5200) return SYLLABLE;
  if (codePoint - 0xaa80 < 0x4e80) return LETTER;
  const key = (codePoint << 3) | 7;
  let low: i32 = 0;
  let high = RANGES.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (unchecked(RANGES[middle]) <= key) low = middle;
    else high = middle;
  }
  return unchecked(RANGES[low]) & 7;
}
