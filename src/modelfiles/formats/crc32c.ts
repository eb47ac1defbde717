/** CRC-32C (Castagnoli, RFC 3720 §12.1) by byte. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) {
    remainder = remainder & 1 ? (remainder >>> 1) ^ 0x82f63b78 : remainder >>> 1;
  }
  return remainder;
});

/**
 * The checksum of bytes as TensorFlow and LevelDB store it: CRC-32C, rotated and shifted ("masked"),
 * so that a checksum over data that holds checksums stays useful.
 */
export function maskedCrc32c(bytes: Uint8Array): number {
  let remainder = 0xffffffff;
  for (const byte of bytes) {
    remainder = (TABLE[(remainder ^ byte) & 255] ?? 0) ^ (remainder >>> 8);
  }
  const crc = ~remainder >>> 0;
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
