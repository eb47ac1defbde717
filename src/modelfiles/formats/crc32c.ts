import type { ByteSource } from '../byte-source.ts';

/** CRC-32C (Castagnoli, RFC 3720 §12.1) by byte. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) {
    remainder = remainder & 1 ? (remainder >>> 1) ^ 0x82f63b78 : remainder >>> 1;
  }
  return remainder;
});

const CHUNK_BYTES = 65_536;
const FRESH = 0xffffffff;

/**
 * The checksum of bytes as TensorFlow and LevelDB store it: CRC-32C, rotated and shifted ("masked"),
 * so that a checksum over data that holds checksums stays useful.
 */
export function maskedCrc32c(bytes: Uint8Array): number {
  return masked(continued(FRESH, bytes));
}

/** The same of all bytes of a source, which are read piece by piece. */
export function maskedCrc32cOf(source: ByteSource): number {
  let remainder = FRESH;
  for (let at = 0; at < source.length; at += CHUNK_BYTES) {
    const piece = source.read(at, Math.min(CHUNK_BYTES, source.length - at));
    remainder = continued(remainder, piece);
  }
  return masked(remainder);
}

function continued(from: number, bytes: Uint8Array): number {
  let remainder = from;
  for (let at = 0; at < bytes.length; at++) {
    remainder = (TABLE[(remainder ^ (bytes[at] as number)) & 255] as number) ^ (remainder >>> 8);
  }
  return remainder;
}

function masked(remainder: number): number {
  const crc = ~remainder >>> 0;
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
