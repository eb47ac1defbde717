import { lowerCase } from '../text/lower-case';
import { decode, MALFORMED, width } from '../text/utf8';

/** Fills a text of fewer than five characters up; no text holds it. */
export const FILLER: u32 = 0x110000;
/** A byte that is not UTF-8 becomes this plus the byte. */
const BROKEN: u32 = 0x110100;
const SPACE: u32 = 32;

/** White space came since the last character, so that a space goes before the next. */
let gap = false;
/** Where the characters that were written last end. */
export let charactersEnd: usize = 0;

export function beginCharacters(): void {
  gap = false;
}

/**
 * Writes the characters of `start .. end` as code points of 32 bits from `to` on: lower-cased, runs
 * of white space as one space, none at the beginning (`first` says that nothing came before) or at
 * the end. Stops before `limit`; returns where it stopped reading.
 */
export function readCharacters(start: usize, end: usize, to: usize, limit: usize, first: bool): usize {
  let at = start;
  let out = to;
  let pending = gap;
  let begun = !first;
  while (at < end && out + 8 <= limit) {
    let codePoint: u32 = load<u8>(at);
    if (codePoint < 0x80) {
      at += 1;
      if (codePoint == SPACE || codePoint - 9 < 5) {
        pending = true;
        continue;
      }
      if (codePoint - 65 < 26) codePoint |= 32;
    } else {
      const byte = codePoint;
      codePoint = decode(at, end);
      at += width;
      if (codePoint == MALFORMED) codePoint = BROKEN + byte;
      else if (isSpace(codePoint)) {
        pending = true;
        continue;
      } else codePoint = lowerCase(codePoint);
    }
    if (pending) {
      if (begun) {
        store<u32>(out, SPACE);
        out += 4;
      }
      pending = false;
    }
    begun = true;
    store<u32>(out, codePoint);
    out += 4;
  }
  gap = pending;
  charactersEnd = out;
  return at;
}

function isSpace(codePoint: u32): bool {
  if (codePoint < 0x1680) return codePoint == 0xa0 || codePoint == 0x85;
  if (codePoint == 0x3000 || codePoint == 0x1680 || codePoint - 0x2000 < 11) return true;
  return codePoint - 0x2028 < 2 || codePoint == 0x202f || codePoint == 0x205f;
}
