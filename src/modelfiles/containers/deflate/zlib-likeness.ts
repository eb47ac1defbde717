import type { ByteView } from '../../formats/byte-view.ts';

/** Of the zlib header before the deflate stream. */
export const ZLIB_HEADER_BYTES = 2;

/** Whether a source begins with a zlib header: deflate, a window of at most 32 KiB, a right check (RFC 1950 §2.2). */
export function looksLikeZlib(view: ByteView): boolean {
  if (view.length < ZLIB_HEADER_BYTES) return false;
  const [method, flags] = [view.u8(0), view.u8(1)];
  const deflate = (method & 0x0f) === 8 && method >> 4 <= 7;
  const dictionary = (flags & 0x20) !== 0;
  return deflate && !dictionary && (method * 256 + flags) % 31 === 0;
}
