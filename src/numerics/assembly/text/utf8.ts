/** Bytes of the code point that was decoded last. */
export let width: u32 = 1;
/** Stands for a byte that belongs to no well-formed sequence. */
export const MALFORMED: u32 = 0xffffffff;

/** The code point at `at`, whose first byte is 0x80 or above; never reads at or beyond `end`. */
export function decode(at: usize, end: usize): u32 {
  const lead: u32 = load<u8>(at);
  width = 1;
  if (lead < 0xc2 || lead > 0xf4) return MALFORMED;
  const bytes: u32 = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (at + bytes > end) return MALFORMED;
  let codePoint = lead & (0x7f >>> bytes);
  for (let next: u32 = 1; next < bytes; next += 1) {
    const byte: u32 = load<u8>(at + next);
    if ((byte & 0xc0) != 0x80) return MALFORMED;
    codePoint = (codePoint << 6) | (byte & 0x3f);
  }
  width = bytes;
  return codePoint;
}

/** Writes a code point in as many bytes as it was read from; may write up to four. */
export function encode(codePoint: u32, bytes: u32, at: usize): void {
  const last = 0x80 | (codePoint & 0x3f);
  if (bytes == 2) {
    store<u16>(at, <u16>(0xc0 | (codePoint >>> 6) | (last << 8)));
    return;
  }
  const middle = 0x80 | ((codePoint >>> 6) & 0x3f);
  if (bytes == 3) {
    store<u32>(at, 0xe0 | (codePoint >>> 12) | (middle << 8) | (last << 16));
    return;
  }
  const second = 0x80 | ((codePoint >>> 12) & 0x3f);
  store<u32>(at, 0xf0 | (codePoint >>> 18) | (second << 8) | (middle << 16) | (last << 24));
}
