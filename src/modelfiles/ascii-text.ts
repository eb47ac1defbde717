/** Names of attributes and classes are shorter, and come again and again. */
export const LONGEST_ASCII = 64;
const SLOTS = 4_096;
/** Texts that were decoded, each at the place that its hash gives; a newer one takes the place. */
const known: string[] = new Array<string>(SLOTS).fill('');

/**
 * The characters of short ASCII, made once for all places where the same text is written.
 * @returns `null` for longer texts, and for those that are not ASCII
 */
export function asciiText(bytes: Uint8Array, start: number, length: number): string | null {
  const end = start + length;
  if (length > LONGEST_ASCII || end > bytes.length) return null;
  let hash = length;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte > 0x7f) return null;
    hash = (Math.imul(hash, 31) + byte) | 0;
  }
  const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
  const text = known[slot] as string;
  if (text.length === length && isWritten(text, bytes, start)) return text;
  const decoded = Buffer.from(bytes.buffer, bytes.byteOffset + start, length).toString('latin1');
  known[slot] = decoded;
  return decoded;
}

function isWritten(text: string, bytes: Uint8Array, start: number): boolean {
  for (let index = 0; index < text.length; index++) {
    if (text.charCodeAt(index) !== bytes[start + index]) return false;
  }
  return true;
}
