import { CredenceError } from '../../../core/error.ts';
import type { ByteSource } from '../../byte-source.ts';
import type { Sink } from '../../sources/scratch.ts';
import { dictionaryReach } from '../lzma/unlzma.ts';
import { type OutputWindow, throughWindow } from '../stream/output-window.ts';
import { SequentialReader } from '../stream/sequential-reader.ts';
import { XxHash64 } from './xxhash64.ts';
import { ZstdBlocks } from './zstd-block.ts';
import { malformed } from './zstd-error.ts';

const MAGIC = 0xfd2fb528;
const LARGEST_BLOCK = 131_072;
const RAW = 0;
const RUN = 1;
const PACKED = 2;

interface FrameHeader {
  /** How far back matches may reach. */
  readonly window: number;
  readonly contentSize: number | undefined;
  readonly hasChecksum: boolean;
}

/**
 * Unpacks one zstd frame (RFC 8878) without a dictionary.
 *
 * @returns offset of the first byte behind the frame
 * @throws CredenceError `DATA_MALFORMED`, `DATA_TRUNCATED`, `DATA_UNSUPPORTED`, `LIMIT_EXCEEDED`,
 *   and whatever the sink throws
 */
export function unzstd(source: ByteSource, sink: Sink): number {
  const reader = new SequentialReader(source);
  const header = readHeader(reader);
  const hash = new XxHash64();
  let size = 0;
  const count: Sink = (bytes) => {
    if (header.hasChecksum) hash.update(bytes);
    size += bytes.length;
    sink(bytes);
  };
  throughWindow(dictionaryReach(header.window), count, (output) => {
    unpackBlocks(reader, output, Math.min(LARGEST_BLOCK, header.window));
  });
  if (header.contentSize !== undefined && header.contentSize !== size) {
    throw malformed('does not have the size that it gives');
  }
  if (header.hasChecksum && reader.uint(4) !== hash.low) {
    throw malformed('does not have its checksum');
  }
  return reader.position;
}

/** @param most bytes that a block may unpack to */
function unpackBlocks(reader: SequentialReader, output: OutputWindow, most: number): void {
  const blocks = new ZstdBlocks(output);
  for (let last = false; !last; ) {
    const word = reader.uint(3);
    last = (word & 1) === 1;
    const before = output.position;
    unpackBlock({ reader, output, blocks }, { kind: (word >> 1) & 3, size: word >>> 3, most });
    if (output.position - before > most) throw malformed('has a block that is too long');
  }
}

function readHeader(reader: SequentialReader): FrameHeader {
  if (reader.uint(4) !== MAGIC) throw malformed('does not begin as one');
  const descriptor = reader.byte();
  if ((descriptor & 0x08) !== 0) throw malformed('has flags that mean nothing');
  const single = (descriptor & 0x20) !== 0;
  const described = single ? 0 : windowBytes(reader.byte());
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] as number;
  if (reader.uint(dictionaryBytes) !== 0) {
    throw new CredenceError('DATA_UNSUPPORTED', 'The zstd frame needs a dictionary');
  }
  const contentSize = readContentSize(reader, descriptor >> 6, single);
  return {
    window: single ? (contentSize ?? 0) : described,
    contentSize,
    hasChecksum: (descriptor & 0x04) !== 0,
  };
}

/** A power of two, and eighths of it (RFC 8878 §3.1.1.1.2). */
function windowBytes(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

function readContentSize(
  reader: SequentialReader,
  kind: number,
  single: boolean,
): number | undefined {
  switch (kind) {
    case 0:
      return single ? reader.byte() : undefined;
    case 1:
      return reader.uint(2) + 256;
    case 2:
      return reader.uint(4);
    default:
      return reader.uint(4) + reader.uint(4) * 2 ** 32;
  }
}

interface Frame {
  readonly reader: SequentialReader;
  readonly output: OutputWindow;
  readonly blocks: ZstdBlocks;
}

interface BlockHeader {
  readonly kind: number;
  readonly size: number;
  readonly most: number;
}

function unpackBlock({ reader, output, blocks }: Frame, { kind, size, most }: BlockHeader): void {
  if (size > most) throw malformed('has a block that is too long');
  switch (kind) {
    case RAW:
      output.append(reader.bytes(size));
      return;
    case RUN:
      output.append(new Uint8Array(size).fill(reader.byte()));
      return;
    case PACKED:
      blocks.unpack(reader.bytes(size));
      return;
    default:
      throw malformed('has a block of an unknown kind');
  }
}
