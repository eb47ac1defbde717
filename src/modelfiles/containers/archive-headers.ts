import { crc32 } from 'node:zlib';
import type { ByteSource } from '../byte-source.ts';
import { ByteView } from '../formats/byte-view.ts';

export const SEVEN_ZIP_SIGNATURE = '7z\xbc\xaf\x27\x1c';
/** What both versions of rar begin with. */
export const RAR_SIGNATURE = 'Rar!\x1a\x07';

const SEVEN_ZIP_HEADER_BYTES = 32;
const RAR_MAIN_HEADER = 0x73;
const LONGEST_RAR_HEADER = 2 ** 21;

/** Whether a 7z signature is followed by a start header with the checksum that it gives. */
export function isSevenZipHeader(source: ByteSource, at: number): boolean {
  if (at + SEVEN_ZIP_HEADER_BYTES > source.length) return false;
  const header = Buffer.from(source.read(at, SEVEN_ZIP_HEADER_BYTES));
  return crc32(header.subarray(12)) === header.readUInt32LE(8);
}

/** The same of rar, versions 1.5 to 4 and 5. */
export function isRarHeader(source: ByteSource, at: number): boolean {
  const view = new ByteView(source.slice(at, source.length - at));
  if (view.length < 20) return false;
  return view.u8(6) === 0 ? isFourthHeader(view) : view.u16(6) === 1 && isFifthHeader(view);
}

function isFourthHeader(view: ByteView): boolean {
  const length = view.u16(12) - 2;
  if (view.u8(9) !== RAR_MAIN_HEADER || length < 0 || 9 + length > view.length) return false;
  return (crc32(view.bytes(9, length)) & 0xffff) === view.u16(7);
}

/** The length of its header is a number of seven bits a byte. */
function isFifthHeader(view: ByteView): boolean {
  let length = 0;
  let at = 12;
  for (let scale = 1, more = true; more && at < 15; scale *= 128, at++) {
    const byte = view.u8(at);
    length += (byte & 127) * scale;
    more = byte > 127;
  }
  const end = at + length;
  if (length > LONGEST_RAR_HEADER || end > view.length) return false;
  return crc32(view.bytes(12, end - 12)) === view.u32(8);
}
