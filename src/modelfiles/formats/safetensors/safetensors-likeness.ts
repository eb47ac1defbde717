import type { ByteSource } from '../../byte-source.ts';
import { ByteView } from '../byte-view.ts';

/** Of the header's length, before the header. */
export const LENGTH_BYTES = 8;
/** The reference implementation refuses longer headers. */
export const LONGEST_HEADER = 100_000_000;

/** Whether a source begins with the length of a header that fits in, and a brace. */
export function looksLikeSafetensors(source: ByteSource): boolean {
  if (source.length <= LENGTH_BYTES) return false;
  const view = new ByteView(source.slice(0, LENGTH_BYTES + 1));
  return view.u64(0) <= LONGEST_HEADER && view.u8(LENGTH_BYTES) === 0x7b;
}
