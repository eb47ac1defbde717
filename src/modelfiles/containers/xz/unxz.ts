import { CredenceError } from '../../../core/error.ts';
import type { ByteSource } from '../../byte-source.ts';
import type { Sink } from '../../sources/scratch.ts';
import { dictionaryReach } from '../lzma/unlzma.ts';
import { unlzma2 } from '../lzma/unlzma2.ts';
import { throughWindow } from '../stream/output-window.ts';
import { SequentialReader } from '../stream/sequential-reader.ts';
import { blockCheck } from './block-check.ts';
import { malformed, XzFields } from './xz-fields.ts';

const SIGNATURE = Buffer.from('\xfd7zXZ\0', 'latin1');
const FOOTER_SIGNATURE = 0x5a59;
const LZMA2 = 0x21;
const CHECKSUM_BYTES = 4;
const HAS_PACKED_SIZE = 0x40;
const HAS_SIZE = 0x80;
const LARGEST_DICTIONARY_CODE = 40;

/** What the index says of a block: bytes without padding, and bytes unpacked. */
interface BlockRecord {
  readonly unpadded: number;
  readonly size: number;
}

/**
 * Unpacks one xz stream (xz-file-format 1.2.1): blocks of LZMA2, each with its check, and an index
 * that must agree with them. Other filters, which models are not packed with, are not unpacked.
 *
 * @returns offset of the first byte behind the stream
 * @throws CredenceError `DATA_MALFORMED`, `DATA_TRUNCATED`, `DATA_UNSUPPORTED`, `LIMIT_EXCEEDED`,
 *   and whatever the sink throws
 */
export function unxz(source: ByteSource, sink: Sink): number {
  const reader = new SequentialReader(source);
  if (Buffer.compare(reader.bytes(SIGNATURE.length), SIGNATURE) !== 0) {
    throw malformed('does not begin as one');
  }
  const header = new XzFields(reader);
  const check = streamFlags(header);
  header.requireChecksum();
  const records: BlockRecord[] = [];
  for (;;) {
    const start = reader.position;
    const fields = new XzFields(reader);
    const size = fields.byte();
    if (size === 0) {
      requireIndex(fields, start, records);
      fields.padding(start);
      fields.requireChecksum();
      requireFooter(reader, reader.position - start, check);
      return reader.position;
    }
    const header = readBlockHeader({ fields, start, size: (size + 1) * 4 }, reader);
    records.push(unpackBlock({ reader, start, header, check }, sink));
  }
}

/** @returns the number of the check that each block has */
function streamFlags(fields: XzFields): number {
  if (fields.byte() !== 0) throw malformed('has flags that mean nothing');
  const check = fields.byte();
  if (check > 15) throw malformed('has flags that mean nothing');
  return check;
}

interface BlockHeader {
  readonly packedSize: number | undefined;
  readonly size: number | undefined;
  /** In bytes. */
  readonly dictionary: number;
}

interface HeaderStart {
  readonly fields: XzFields;
  readonly start: number;
  /** Of the whole header with its checksum. */
  readonly size: number;
}

function readBlockHeader(
  { fields, start, size: headerSize }: HeaderStart,
  reader: SequentialReader,
): BlockHeader {
  const flags = fields.byte();
  if ((flags & 0x3c) !== 0) throw malformed('has flags that mean nothing');
  const packedSize = (flags & HAS_PACKED_SIZE) === 0 ? undefined : fields.integer();
  const size = (flags & HAS_SIZE) === 0 ? undefined : fields.integer();
  if ((flags & 3) !== 0 || fields.integer() !== LZMA2) {
    throw new CredenceError(
      'DATA_UNSUPPORTED',
      'The xz stream is filtered otherwise than by LZMA2',
    );
  }
  if (fields.integer() !== 1) throw malformed('has no valid filter');
  const dictionary = dictionaryBytes(fields.byte());
  const end = start + headerSize - CHECKSUM_BYTES;
  if (reader.position > end) throw malformed('has a header that is too short');
  while (reader.position < end) {
    if (fields.byte() !== 0) throw malformed('hides bytes in padding');
  }
  fields.requireChecksum();
  return { packedSize, size, dictionary };
}

/** Powers of two and what lies halfway between them, from 4 KiB on. */
function dictionaryBytes(code: number): number {
  if (code > LARGEST_DICTIONARY_CODE) throw malformed('has no valid dictionary size');
  if (code === LARGEST_DICTIONARY_CODE) return 0xffffffff;
  return (2 | (code & 1)) * 2 ** ((code >> 1) + 11);
}

interface Block {
  readonly reader: SequentialReader;
  readonly start: number;
  readonly header: BlockHeader;
  /** Number of the check. */
  readonly check: number;
}

function unpackBlock({ reader, start, header, check }: Block, sink: Sink): BlockRecord {
  const verify = blockCheck(check);
  let size = 0;
  const count: Sink = (bytes) => {
    verify.update(bytes);
    size += bytes.length;
    sink(bytes);
  };
  const dataStart = reader.position;
  throughWindow(dictionaryReach(header.dictionary), count, (output) => unlzma2(reader, output));
  const packedSize = reader.position - dataStart;
  if ((header.packedSize ?? packedSize) !== packedSize || (header.size ?? size) !== size) {
    throw malformed('has a block of another size than announced');
  }
  const unpadded = reader.position - start + verify.bytes;
  new XzFields(reader).padding(start);
  if (Buffer.compare(reader.bytes(verify.bytes), verify.digest()) !== 0) {
    throw malformed('has a block without its checksum');
  }
  return { unpadded, size };
}

function requireIndex(fields: XzFields, start: number, records: readonly BlockRecord[]): void {
  const agrees =
    fields.integer() === records.length &&
    records.every(
      ({ unpadded, size }) => fields.integer() === unpadded && fields.integer() === size,
    );
  if (!agrees) throw malformed(`has an index, at ${start}, that differs from its blocks`);
}

/** The footer repeats the stream's flags, and says how long the index is. */
function requireFooter(reader: SequentialReader, indexBytes: number, check: number): void {
  const claimed = reader.uint(4);
  const fields = new XzFields(reader);
  const backward = fields.bytes(4);
  const flags = streamFlags(fields);
  const size = Buffer.from(backward).readUInt32LE();
  if (fields.checksum !== claimed) throw malformed('has a footer without its checksum');
  if ((size + 1) * 4 !== indexBytes || flags !== check) {
    throw malformed('has a footer that differs from its header');
  }
  if (reader.uint(2) !== FOOTER_SIGNATURE) throw malformed('does not end as one');
}
