import type { ByteView } from '../../formats/byte-view.ts';

/** Of the old container of LZMA, without a signature: properties, dictionary size, size. */
const LZMA_ALONE_HEADER_BYTES = 13;
/** Literal context 3, no literal position bits, position bits 2: what every encoder writes unless told otherwise. */
const USUAL_PROPERTIES = 0x5d;
const UNKNOWN_SIZE = 0xffffffff;
const LARGEST_KNOWN_SIZE = 2 ** 38;

/**
 * Whether a source begins as the old container does, by the tests that liblzma makes: usual
 * properties, a dictionary of 2^n or 2^n + 2^(n-1) bytes, a size that is unknown or believable, and
 * the range coder's first byte, which is always 0.
 */
export function looksLikeLzma(view: ByteView): boolean {
  if (view.length <= LZMA_ALONE_HEADER_BYTES || view.u8(0) !== USUAL_PROPERTIES) return false;
  const dictionary = view.u32(1);
  const low = 2 ** Math.floor(Math.log2(dictionary));
  const roundDictionary =
    dictionary === 0xffffffff || dictionary === low || dictionary === low + low / 2;
  const unknownSize = view.u32(5) === UNKNOWN_SIZE && view.u32(9) === UNKNOWN_SIZE;
  const knownSize = view.u64(5) < LARGEST_KNOWN_SIZE;
  return roundDictionary && (unknownSize || knownSize) && view.u8(LZMA_ALONE_HEADER_BYTES) === 0;
}
