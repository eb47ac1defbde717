import { crc32 } from 'node:zlib';
import { CredenceError } from '../../../core/error.ts';
import type { ByteSource } from '../../byte-source.ts';
import type { Sink } from '../../sources/scratch.ts';
import { inflateRaw } from '../deflate/inflate.ts';
import { SequentialReader } from '../stream/sequential-reader.ts';

const HAS_HEADER_CHECKSUM = 2;
const HAS_EXTRA = 4;
const HAS_NAME = 8;
const HAS_COMMENT = 16;
const RESERVED = 0xe0;
const LONGEST_NAME = 1_024;

/**
 * Unpacks one gzip member (RFC 1952). An extra field or a comment is refused: they are places to
 * hide bytes in, and no library that writes models writes them.
 *
 * @returns offset of the first byte behind the member
 * @throws CredenceError `DATA_MALFORMED`, `DATA_TRUNCATED`, and whatever the sink throws
 */
export function gunzip(source: ByteSource, sink: Sink): number {
  const header = readHeader(new SequentialReader(source));
  requireHeaderChecksum(source, header);
  let sum = 0;
  let size = 0;
  const end = inflateRaw(source, header.end, (bytes) => {
    sum = crc32(bytes, sum);
    size += bytes.length;
    sink(bytes);
  });
  const trailer = new SequentialReader(source, end);
  if (trailer.uint(4) !== sum) throw malformed('does not have its checksum', end);
  if (trailer.uint(4) !== size % 2 ** 32) throw malformed('does not have its size', end);
  return trailer.position;
}

interface GzipHeader {
  /** Offset behind all fields but the checksum. */
  readonly fieldsEnd: number;
  /** Offset of the packed data. */
  readonly end: number;
  /** CRC-16 that the header claims for itself. */
  readonly checksum: number | undefined;
}

function readHeader(reader: SequentialReader): GzipHeader {
  if (reader.uint(2) !== 0x8b1f || reader.byte() !== 8) throw malformed('is no deflate', 0);
  const flags = reader.byte();
  if ((flags & RESERVED) !== 0) throw malformed('has flags that mean nothing', 3);
  if ((flags & (HAS_EXTRA | HAS_COMMENT)) !== 0) {
    throw malformed('hides bytes in an extra field or a comment', 3);
  }
  reader.bytes(6);
  if ((flags & HAS_NAME) !== 0) skipName(reader);
  const fieldsEnd = reader.position;
  const checksum = (flags & HAS_HEADER_CHECKSUM) === 0 ? undefined : reader.uint(2);
  return { fieldsEnd, end: reader.position, checksum };
}

function skipName(reader: SequentialReader): void {
  for (let length = 0; reader.byte() !== 0; length++) {
    if (length === LONGEST_NAME) throw malformed('hides bytes in its name', 10);
  }
}

function requireHeaderChecksum(source: ByteSource, { fieldsEnd, checksum }: GzipHeader): void {
  if (checksum === undefined) return;
  if ((crc32(source.read(0, fieldsEnd)) & 0xffff) !== checksum) {
    throw malformed('has a header without the checksum that it gives', fieldsEnd);
  }
}

function malformed(what: string, byte: number): CredenceError {
  return new CredenceError('DATA_MALFORMED', `The gzip stream ${what}`, { at: { byte } });
}
