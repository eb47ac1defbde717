import { isUtf8 } from 'node:buffer';

/** Longer texts are checked by the platform first. */
const SHORT = 48;

/**
 * Whether bytes are UTF-8 as Python's unpicklers accept it: encoded surrogates (`surrogatepass`) are
 * allowed, overlong forms and code points beyond U+10FFFF are not (Unicode 17, table 3-7).
 */
export function isPickleUtf8(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start > SHORT && isUtf8(bytes.subarray(start, end))) return true;
  for (let at = start; at < end; ) {
    if ((bytes[at] as number) < 0x80) {
      at++;
      continue;
    }
    const length = sequenceLength(bytes, at, end);
    if (length === 0) return false;
    at += length;
  }
  return true;
}

/** Bytes of the sequence that begins at `at` with a byte from 0x80 on; 0 where it is none. */
function sequenceLength(bytes: Uint8Array, at: number, end: number): number {
  const lead = bytes[at] as number;
  const length = expectedLength(lead);
  if (length === 0 || at + length > end) return 0;
  const second = bytes[at + 1] as number;
  if (lead === 0xe0 && second < 0xa0) return 0;
  if (lead === 0xf0 && second < 0x90) return 0;
  if (lead === 0xf4 && second > 0x8f) return 0;
  for (let index = 1; index < length; index++) {
    if (((bytes[at + index] as number) & 0xc0) !== 0x80) return 0;
  }
  return length;
}

function expectedLength(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

/**
 * Where the last whole sequence of a piece of UTF-8 ends, so that the next piece can begin there.
 * What is no UTF-8 is left to the check.
 */
export function wholeUtf8End(bytes: Uint8Array, end: number): number {
  for (let back = 1; back <= 3 && back <= end; back++) {
    const byte = bytes[end - back] as number;
    if ((byte & 0xc0) === 0x80) continue;
    return byte >= 0xc0 && expectedLength(byte) > back ? end - back : end;
  }
  return end;
}

const WORD_BYTES = 4;
const LOWEST_BITS = 0x01010101;

/** How many characters begin in a piece of UTF-8: all its bytes but those that continue one (0b10…). */
export function countCharacters(bytes: Uint8Array): number {
  const { buffer, byteOffset, length } = bytes;
  if (length < 2 * WORD_BYTES) return length - continuedBytes(bytes, 0, length);
  const head = (WORD_BYTES - (byteOffset % WORD_BYTES)) % WORD_BYTES;
  const words = (length - head) >> 2;
  let continued = continuedBytes(bytes, 0, head);
  const view = new Uint32Array(buffer, byteOffset + head, words);
  for (let at = 0; at < words; at++) {
    const word = view[at] as number;
    // The highest bit of each byte where its second highest is not set; the sum is in the top byte.
    const marks = (word >>> 7) & ~(word >>> 6) & LOWEST_BITS;
    continued += Math.imul(marks, LOWEST_BITS) >>> 24;
  }
  continued += continuedBytes(bytes, head + words * WORD_BYTES, length);
  return length - continued;
}

function continuedBytes(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) if (((bytes[at] as number) & 0xc0) === 0x80) count++;
  return count;
}
