import { isUtf8 } from 'node:buffer';

/** Bytes that are UTF-8 are read as text; others are written in hexadecimal, as `0x00ff`. */
export function blobText(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return isUtf8(buffer) ? buffer.toString('utf8') : `0x${buffer.toString('hex')}`;
}
