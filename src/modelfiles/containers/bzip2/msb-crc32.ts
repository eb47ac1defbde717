const POLYNOMIAL = 0x04c11db7;

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index << 24;
  for (let bit = 0; bit < 8; bit++) {
    value = (value & 0x80000000) === 0 ? value << 1 : (value << 1) ^ POLYNOMIAL;
  }
  return value >>> 0;
});

/** CRC-32 with the highest bit first, as bzip2 computes it over each block. */
export function msbCrc32(bytes: Uint8Array, start = 0): number {
  let sum = ~start;
  for (let at = 0; at < bytes.length; at++) {
    const index = ((sum >>> 24) ^ (bytes[at] as number)) & 0xff;
    sum = (sum << 8) ^ (TABLE[index] as number);
  }
  return ~sum >>> 0;
}
