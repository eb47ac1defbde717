/**
 * Anything but characters that can never be flagged, whatever stands around them: printable ASCII,
 * Latin letters, everyday punctuation and symbols, kana-free Chinese, Hangul syllables, plain emoji.
 */
const BEYOND_ORDINARY =
  /[^\t\n\r\x20-~¡-¬®-ʯḀ-ỿ‐-‣‥-‧‰-⁞₠-⃀←-⑏─-⟿⤀-⯿、-〩ぁ-ゖ一-鿿가-힣\u{1F1E6}-\u{1F1FF}\u{1F300}-\u{1F64F}\u{1F680}-\u{1F6FF}\u{1F900}-\u{1F9FF}]/u;
/** The same with Cyrillic letters allowed and letters of every other script left out. */
const BEYOND_CYRILLIC =
  /[^\t\n\r\x20-@[-`{-~¡-©«¬®-¹»-¿×÷Ѐ-҂Ҋ-ԯ‐-‣‥-‧‰-⁞₠-⃀←-⑏─-⟿⤀-⯿\u{1F1E6}-\u{1F1FF}\u{1F300}-\u{1F64F}\u{1F680}-\u{1F6FF}\u{1F900}-\u{1F9FF}]/u;

/**
 * A quick test before `findHidden`: true for every text in which that could find something, and for
 * some in which it does not. Linear; false for text that is only Latin, Chinese, Hangul or Cyrillic.
 */
export function mayHoldHidden(text: string): boolean {
  return BEYOND_ORDINARY.test(text) && BEYOND_CYRILLIC.test(text);
}
