import { prefix } from '../memory/prefix';
import { conductOf, LETTER, PICTURE, SEPARATOR, SYLLABLE } from '../text/code-points';
import { lowerCase } from '../text/lower-case';
import { decode, encode, MALFORMED, width } from '../text/utf8';
import { kindOf, RUN } from './byte-kinds';
import { longToken, MAX_TOKEN, PUNCTUATION, shortToken, SPACELESS, WORD } from './dictionary';

/** No token: what was read separates. */
export const NONE: u32 = 0xffffffff;
/** Where the token that was read last ends. */
export let tokenEnd: usize = 0;

/** A long token while it is read, and zeros behind it. */
const SCRATCH: usize = memory.data(256 + 16, 16);
const LONGEST_RUN: u32 = 3;

/** The token that begins at `at` with a byte of a run; reads nothing at or beyond `end`. */
export function tokenAt(at: usize, end: usize): u32 {
  if (load<u8>(at) < 0x80) return word(at, end);
  const codePoint = decode(at, end);
  const conduct = codePoint == MALFORMED ? LETTER : conductOf(codePoint);
  if (conduct == LETTER) return word(at, end);
  const bytes = width;
  tokenEnd = at + bytes;
  if (conduct == SEPARATOR) return NONE;
  if (conduct == SYLLABLE) return shortToken(prefix(at, bytes), bytes, SPACELESS);
  if (conduct == PICTURE) {
    const token = pictureSequence(at, bytes, end);
    if (token != NONE) return token;
  }
  return symbolRun(at, bytes, end);
}

/** A word of any length and script, lower-cased; cut where it would grow over `MAX_TOKEN` bytes. */
function word(at: usize, end: usize): u32 {
  let from = at;
  let length: u32 = 0;
  while (from < end) {
    const byte = load<u8>(from);
    if (byte < 0x80) {
      if (kindOf(byte) != RUN || length == MAX_TOKEN) break;
      store<u8>(SCRATCH + length, byte);
      from += 1;
      length += 1;
      continue;
    }
    const codePoint = decode(from, end);
    if (length + width > MAX_TOKEN) break;
    if (codePoint == MALFORMED) {
      store<u8>(SCRATCH + length, byte);
    } else {
      if (conductOf(codePoint) != LETTER) break;
      encode(lowerCase(codePoint), width, SCRATCH + length);
    }
    from += width;
    length += width;
  }
  tokenEnd = from;
  v128.store(SCRATCH + length, i64x2.splat(0));
  return longToken(SCRATCH, length, WORD);
}

/** A run of one symbol above ASCII is one token, whose text is at most three of them. */
function symbolRun(at: usize, bytes: u32, end: usize): u32 {
  const limit = min(end, at + MAX_TOKEN);
  let after = at + bytes;
  while (after + bytes <= limit && memory.compare(at, after, bytes) == 0) after += bytes;
  tokenEnd = after;
  const length = min(<u32>(after - at), LONGEST_RUN * bytes);
  return shortToken(prefix(at, length), length, PUNCTUATION);
}

/**
 * A picture with what modifies it: a variation selector, a skin tone, further pictures after
 * zero-width joiners (UTS 51, emoji ZWJ sequences). `NONE` where nothing modifies it.
 */
function pictureSequence(at: usize, bytes: u32, end: usize): u32 {
  const limit = min(end, at + MAX_TOKEN);
  let after = modified(at + bytes, limit);
  while (after + 3 < limit && (load<u32>(after) & 0xffffff) == 0x8d80e2 && load<u8>(after, 3) >= 0x80) {
    const codePoint = decode(after + 3, limit);
    if (codePoint == MALFORMED || conductOf(codePoint) != PICTURE) break;
    after = modified(after + 3 + width, limit);
  }
  const length = <u32>(after - at);
  if (length == bytes) return NONE;
  tokenEnd = after;
  memory.copy(SCRATCH, at, length);
  v128.store(SCRATCH + length, i64x2.splat(0));
  return longToken(SCRATCH, length, PUNCTUATION);
}

/** Steps over a variation selector (U+FE0E, U+FE0F), then over a skin tone (U+1F3FB to U+1F3FF). */
function modified(at: usize, end: usize): usize {
  let after = at;
  if (after + 3 <= end && (load<u32>(after) & 0xfeffff) == 0x8eb8ef) after += 3;
  const tone = load<u32>(after);
  if (after + 4 <= end && (tone & 0xffffff) == 0x8f9ff0 && tone >>> 24 >= 0xbb) after += 4;
  return after;
}
