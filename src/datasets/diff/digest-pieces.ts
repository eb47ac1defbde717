import { CredenceError } from '../../core/error.ts';
import { HASH_BYTES } from '../../core/merkle/tree-hash.ts';

/**
 * Digests of records in pieces that end where a digest ends.
 *
 * @param count how many there must be
 * @throws CredenceError `DATA_TRUNCATED` where there are more or fewer
 */
export async function* digestPieces(
  bytes: AsyncIterable<Uint8Array>,
  count: number,
): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let seen = 0;
  for await (const piece of bytes) {
    const whole = rest.length === 0 ? asBuffer(piece) : Buffer.concat([rest, piece]);
    const end = whole.length - (whole.length % HASH_BYTES);
    rest = whole.subarray(end);
    seen += end / HASH_BYTES;
    if (seen > count) break;
    if (end > 0) yield whole.subarray(0, end);
  }
  if (seen === count && rest.length === 0) return;
  throw new CredenceError(
    'DATA_TRUNCATED',
    `The list of record digests does not hold the ${count} that the manifest names.`,
    { hint: 'Restore the version from a backup, or take it in again from its source.' },
  );
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
