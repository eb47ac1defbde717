import { CredenceError } from '../../../core/error.ts';
import type { ByteSource } from '../../byte-source.ts';
import type { Sink } from '../../sources/scratch.ts';
import { type OutputWindow, throughWindow } from '../stream/output-window.ts';
import { SequentialReader } from '../stream/sequential-reader.ts';
import { decodeLz4Block, malformed } from './lz4-block.ts';
import { XxHash32 } from './xxhash32.ts';

const MAGIC = 0x184d2204;
const WINDOW_BYTES = 65_536;
const STORED_BLOCK = 0x80000000;
const VERSION = 0x40;
const INDEPENDENT = 0x20;
const BLOCK_CHECKSUM = 0x10;
const CONTENT_SIZE = 0x08;
const CONTENT_CHECKSUM = 0x04;
const DICTIONARY = 0x01;

interface FrameHeader {
  readonly flags: number;
  /** Most bytes that a block may unpack to. */
  readonly blockBytes: number;
  readonly contentSize: number | undefined;
}

/**
 * Unpacks one LZ4 frame (LZ4 frame format 1.6.4), as joblib writes them. Frames of the legacy format
 * and those that need a dictionary are not unpacked.
 *
 * @returns offset of the first byte behind the frame
 * @throws CredenceError `DATA_MALFORMED`, `DATA_TRUNCATED`, `DATA_UNSUPPORTED`, and whatever the
 *   sink throws
 */
export function unlz4(source: ByteSource, sink: Sink): number {
  const reader = new SequentialReader(source);
  const header = readHeader(reader);
  const content = new XxHash32();
  let size = 0;
  const count: Sink = (bytes) => {
    content.update(bytes);
    size += bytes.length;
    sink(bytes);
  };
  throughWindow(WINDOW_BYTES, count, (output) => {
    for (let word = reader.uint(4); word !== 0; word = reader.uint(4)) {
      unpackBlock({ reader, header, output }, word);
    }
  });
  if (header.contentSize !== undefined && header.contentSize !== size) {
    throw malformed('does not have the size that it gives');
  }
  if ((header.flags & CONTENT_CHECKSUM) !== 0 && reader.uint(4) !== content.value) {
    throw malformed('does not have its checksum');
  }
  return reader.position;
}

function readHeader(reader: SequentialReader): FrameHeader {
  if (reader.uint(4) !== MAGIC) {
    throw new CredenceError('DATA_UNSUPPORTED', 'The LZ4 frame is of the legacy format');
  }
  const start = reader.bytes(2);
  const [flags, blocks] = start as unknown as [number, number];
  if ((flags & 0xc2) !== VERSION || (blocks & 0x8f) !== 0 || blocks >> 4 < 4) {
    throw malformed('has flags that mean nothing');
  }
  if ((flags & DICTIONARY) !== 0) {
    throw new CredenceError('DATA_UNSUPPORTED', 'The LZ4 frame needs a dictionary');
  }
  const sizeField = reader.bytes((flags & CONTENT_SIZE) === 0 ? 0 : 8);
  const hash = new XxHash32();
  hash.update(start);
  hash.update(sizeField);
  if (reader.byte() !== ((hash.value >>> 8) & 0xff)) {
    throw malformed('has a header without its checksum');
  }
  const contentSize =
    sizeField.length === 0 ? undefined : Number(Buffer.from(sizeField).readBigUInt64LE());
  return { flags, blockBytes: 2 ** (8 + 2 * (blocks >> 4)), contentSize };
}

interface Frame {
  readonly reader: SequentialReader;
  readonly header: FrameHeader;
  readonly output: OutputWindow;
}

function unpackBlock({ reader, header, output }: Frame, word: number): void {
  const length = word % STORED_BLOCK;
  if (length > header.blockBytes) throw malformed('has a block that is too long');
  if ((header.flags & INDEPENDENT) !== 0) output.forget();
  const start = output.position;
  const block = reader.bytes(length);
  if (word >= STORED_BLOCK) output.append(block);
  else decodeLz4Block(block, output);
  if (output.position - start > header.blockBytes) throw malformed('has a block that is too long');
  if ((header.flags & BLOCK_CHECKSUM) === 0) return;
  const hash = new XxHash32();
  hash.update(block);
  if (reader.uint(4) !== hash.value) throw malformed('has a block without its checksum');
}
