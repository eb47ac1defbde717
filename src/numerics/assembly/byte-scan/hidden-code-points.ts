/**
 * Code points that show nothing, or only a space: first and last of each range, ascending. Every one
 * of them begins with a lead byte and a second byte that `CANDIDATES` names.
 */
const HIDDEN: StaticArray<u32> = [
  // C1 controls and the no-break space; soft hyphen; grapheme joiner; Arabic letter mark.
  0x80, 0xa0, 0xad, 0xad, 0x34f, 0x34f, 0x61c, 0x61c,
  // Hangul fillers; Ogham space; inherent vowels of Khmer; Mongolian selectors.
  0x115f, 0x1160, 0x1680, 0x1680, 0x17b4, 0x17b5, 0x180b, 0x180f,
  // Spaces, zero width, marks of direction; separators, embeddings; mathematical space, invisible
  // operators, isolates; blank Braille; ideographic space; Hangul filler.
  0x2000, 0x200f, 0x2028, 0x202f, 0x205f, 0x206f, 0x2800, 0x2800, 0x3000, 0x3000, 0x3164, 0x3164,
  // Variation selectors; byte order mark; half-width filler; annotations.
  0xfe00, 0xfe0f, 0xfeff, 0xfeff, 0xffa0, 0xffa0, 0xfff0, 0xfffc,
  // Shorthand and musical format controls; tags and the second set of selectors.
  0x1bca0, 0x1bca3, 0x1d173, 0x1d17a, 0xe0000, 0xe0fff,
];

export function isHidden(codePoint: u32): bool {
  // Quotation marks and dashes, further punctuation, and that of Chinese and Japanese come often.
  if (codePoint - 0x2010 < 24 || codePoint - 0x2030 < 47 || codePoint - 0x3001 < 64) return false;
  for (let at = 0; at < HIDDEN.length; at += 2) {
    if (codePoint <= unchecked(HIDDEN[at + 1])) return codePoint >= unchecked(HIDDEN[at]);
  }
  return false;
}
