/** A line of a text instruction, as a range of bytes. */
interface Line {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

const INTEGER = /^[\t-\r ]*[+-]?(?:0(?:_?0)*|[1-9](?:_?[0-9])*)[\t-\r ]*$/;
const INDEX = /^[\t-\r ]*[+-]?[0-9](?:_?[0-9])*[\t-\r ]*$/;
const FLOAT = /^[+-]?(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|inf|infinity|nan)$/i;
/** Python refuses to convert more digits than this, since 3.11 and its security releases. */
const MOST_DIGITS = 4_300;

/**
 * Whether all readers take a line of INT for the same number: decimal, and no more than underscores
 * and spaces that Python's `int` allows. The C reader takes base 0 and takes two characters that
 * give 0 or 1 for a truth value, `pickletools` takes base 10.
 */
export function isSameInt(line: Line): boolean {
  if (isPlainDecimal(line)) return true;
  const text = textOf(line);
  if (text === '00' || text === '01') return true;
  return isSameInteger(text) && !(text.length === 2 && /^[+\- \t-\r][01]$/.test(text));
}

/** The same for a line of LONG, whose number may end in `L`. */
export function isSameLong(line: Line): boolean {
  const text = textOf(line);
  return isSameInteger(text.endsWith('L') ? text.slice(0, -1) : text);
}

function isSameInteger(text: string): boolean {
  return text.length <= MOST_DIGITS && INTEGER.test(text);
}

/** The number in a line of PUT or GET; `null` where readers disagree about it. */
export function sameIndex(line: Line): number | null {
  const plain = plainIndex(line);
  if (plain >= 0) return plain;
  const text = textOf(line);
  if (text.length > MOST_DIGITS || !INDEX.test(text)) return null;
  const index = Number(text.replaceAll('_', '').trim());
  return Number.isSafeInteger(index) ? index : null;
}

/** Whether all readers take a line of FLOAT for the same number. */
export function isSameFloat(line: Line): boolean {
  if (isPlainFloat(line)) return true;
  const text = textOf(line);
  if (!FLOAT.test(text)) return false;
  // A number that is too large is an error for the C reader, and infinity for the others.
  return /[in]/i.test(text) || Number.isFinite(Number(text));
}

/** Up to nine digits as a number; -1 for anything else. */
function plainIndex({ bytes, start, end }: Line): number {
  if (start === end || end - start > 9) return -1;
  let index = 0;
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] as number) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    index = index * 10 + digit;
  }
  return index;
}

/** `-` and digits, the first of them not 0, and not so many that anybody minds. */
function isPlainDecimal({ bytes, start, end }: Line): boolean {
  const first = bytes[start] === 0x2d ? start + 1 : start;
  const digits = end - first;
  if (digits < 1 || digits > 300) return false;
  if (bytes[first] === 0x30) return digits === 1 && first === start;
  for (let at = first; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte < 0x30 || byte > 0x39) return false;
  }
  return true;
}

/** `-`, digits and one point: what `repr` writes for most numbers. */
function isPlainFloat({ bytes, start, end }: Line): boolean {
  const first = bytes[start] === 0x2d ? start + 1 : start;
  if (end - first < 1 || end - first > 300) return false;
  let points = 0;
  for (let at = first; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte === 0x2e && at > first) points++;
    else if (byte < 0x30 || byte > 0x39) return false;
  }
  return points <= 1;
}

function textOf({ bytes, start, end }: Line): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
}
