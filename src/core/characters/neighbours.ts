/** The code point that ends at an offset, or -1 at the start of the text. */
export function codePointBefore(text: string, offset: number): number {
  if (offset <= 0) return -1;
  const low = text.charCodeAt(offset - 1);
  if (low >= 0xdc00 && low < 0xe000 && offset > 1) {
    const whole = text.codePointAt(offset - 2) ?? low;
    if (whole > 0xffff) return whole;
  }
  return low;
}

/** The code point that starts at an offset, or -1 at the end of the text. */
export function codePointAfter(text: string, offset: number): number {
  return text.codePointAt(offset) ?? -1;
}

/** UTF-16 units that a code point takes. */
export function widthOf(codePoint: number): number {
  return codePoint > 0xffff ? 2 : 1;
}

/** How far rules look around a character: bounded, so that hostile text costs linear time. */
export const HORIZON = 48;
