import { hash } from 'node:crypto';
import { type Digest, digestFromBytes } from '../../core/digest.ts';
import { hexOf } from '../object-path.ts';

/**
 * A pack holds small objects in one file:
 *
 *     "CRDPACK1"                                       8 bytes
 *     digest (32) ‖ length (uint32 BE) ‖ data          for each object
 *     digest (32) ‖ offset (uint64 BE) ‖ length (uint32 BE)   the index, by digest
 *     count (uint32 BE) ‖ SHA-256 of the index ‖ "CRDINDX1"   44 bytes
 *
 * Its name is the SHA-256 of its index, so that the index cannot change unseen. Every object says its
 * digest and length before its data, so that the index can be rebuilt by reading.
 */
export const PACK_START: Buffer = Buffer.from('CRDPACK1');
const INDEX_MARK = Buffer.from('CRDINDX1');

export const DIGEST_BYTES = 32;
export const RECORD_HEADER_BYTES: number = DIGEST_BYTES + 4;
export const INDEX_ENTRY_BYTES: number = DIGEST_BYTES + 8 + 4;
export const FOOTER_BYTES: number = 4 + DIGEST_BYTES + INDEX_MARK.length;

/** Where an object's data are in a pack. */
export interface PackedObject {
  readonly digest: Digest;
  /** Of the data, after the header. */
  readonly offset: number;
  readonly length: number;
}

export interface PackFooter {
  readonly count: number;
  /** SHA-256 of the index, as 64 hex digits. */
  readonly indexHash: string;
}

export function recordHeader(digest: Digest, length: number): Buffer {
  const header = Buffer.alloc(RECORD_HEADER_BYTES);
  header.write(hexOf(digest), 0, 'hex');
  header.writeUInt32BE(length, DIGEST_BYTES);
  return header;
}

/** The index over objects, and the footer after it. */
export function formatIndex(objects: readonly PackedObject[]): {
  readonly bytes: Buffer;
  readonly indexHash: string;
} {
  const sorted = objects.toSorted((one, other) => (one.digest < other.digest ? -1 : 1));
  const index = Buffer.concat(sorted.map(formatEntry));
  const indexHash = hash('sha256', index, 'hex');
  const footer = Buffer.alloc(4);
  footer.writeUInt32BE(sorted.length);
  const bytes = Buffer.concat([index, footer, Buffer.from(indexHash, 'hex'), INDEX_MARK]);
  return { bytes, indexHash };
}

/** The footer in the last bytes of a pack; null when they are none. */
export function parseFooter(bytes: Buffer): PackFooter | null {
  if (bytes.length !== FOOTER_BYTES || !bytes.subarray(4 + DIGEST_BYTES).equals(INDEX_MARK))
    return null;
  return { count: bytes.readUInt32BE(0), indexHash: bytes.toString('hex', 4, 4 + DIGEST_BYTES) };
}

/** The object whose header starts at `offset`. */
export function parseRecordHeader(header: Buffer, offset: number): PackedObject {
  return {
    digest: digestFromBytes(header.subarray(0, DIGEST_BYTES)),
    offset: offset + RECORD_HEADER_BYTES,
    length: header.readUInt32BE(DIGEST_BYTES),
  };
}

/** One entry of an index, as bytes. */
export function formatEntry({ digest, offset, length }: PackedObject): Buffer {
  const entry = Buffer.alloc(INDEX_ENTRY_BYTES);
  entry.write(hexOf(digest), 0, 'hex');
  entry.writeBigUInt64BE(BigInt(offset), DIGEST_BYTES);
  entry.writeUInt32BE(length, DIGEST_BYTES + 8);
  return entry;
}

/** One entry of an index. */
export function indexEntry(index: Buffer, at: number): PackedObject {
  const start = at * INDEX_ENTRY_BYTES;
  return {
    digest: digestFromBytes(index.subarray(start, start + DIGEST_BYTES)),
    offset: Number(index.readBigUInt64BE(start + DIGEST_BYTES)),
    length: index.readUInt32BE(start + DIGEST_BYTES + 8),
  };
}
