export const TAR_BLOCK_BYTES = 512;
const CHECKSUM_START = 148;
const CHECKSUM_END = 156;

/**
 * Whether a block is a tar header: the sum over its bytes, with the checksum's own as spaces, is
 * what it says (POSIX.1-1988 ustar). Readers need nothing else, not even a signature.
 */
export function isTarHeader(block: Uint8Array): boolean {
  if (block.length < TAR_BLOCK_BYTES) return false;
  const field = Buffer.from(block.subarray(CHECKSUM_START, CHECKSUM_END)).toString('latin1');
  const octal = /^[ \0]*([0-7]+)[ \0]*$/.exec(field)?.[1];
  if (octal === undefined) return false;
  const claimed = Number.parseInt(octal, 8);
  let unsigned = 0;
  let signed = 0;
  for (let at = 0; at < TAR_BLOCK_BYTES; at++) {
    const inField = at >= CHECKSUM_START && at < CHECKSUM_END;
    const byte = inField ? 0x20 : (block[at] as number);
    unsigned += byte;
    signed += byte > 127 ? byte - 256 : byte;
  }
  return claimed === unsigned || claimed === signed;
}
