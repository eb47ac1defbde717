import { CredenceError } from '../../../core/error.ts';
import type { ByteSource } from '../../byte-source.ts';
import type { Sink } from '../../sources/scratch.ts';
import { SequentialReader } from '../stream/sequential-reader.ts';
import { readBlock } from './bzip2-block.ts';
import { malformed } from './bzip2-codes.ts';
import { MsbBitReader } from './msb-bit-reader.ts';
import { msbCrc32 } from './msb-crc32.ts';
import { RunLengthWriter } from './run-length-writer.ts';

/** The first digits of π begin a block, those of its square root end the stream. */
const BLOCK = [0x314159, 0x265359] as const;
const END = [0x177245, 0x385090] as const;
const BYTES_A_LEVEL = 100_000;

/**
 * Unpacks one bzip2 stream, as libbz2 1.0.8 writes them: blocks of up to 900 kB, each with a
 * checksum, and one over all. Randomised blocks, which no program has written since 1999, are not
 * unpacked.
 *
 * @returns offset of the first byte behind the stream
 * @throws CredenceError `DATA_MALFORMED`, `DATA_TRUNCATED`, `DATA_UNSUPPORTED`, and whatever the
 *   sink throws
 */
export function bunzip2(source: ByteSource, sink: Sink): number {
  const reader = new SequentialReader(source);
  const bits = new MsbBitReader(reader);
  const level = readLevel(bits);
  let streamSum = 0;
  for (;;) {
    const magic = [bits.take(24), bits.take(24)] as const;
    const sum = bits.take(16) * 65_536 + bits.take(16);
    if (magic[0] === END[0] && magic[1] === END[1]) {
      if (sum !== streamSum) throw malformed('does not have its checksum');
      if (bits.takePadding() !== 0) throw malformed('hides bits behind its end');
      return reader.position;
    }
    if (magic[0] !== BLOCK[0] || magic[1] !== BLOCK[1]) throw malformed('has no block next');
    const found = unpackBlock(bits, level * BYTES_A_LEVEL, sink);
    if (found !== sum) throw malformed('has a block without its checksum');
    streamSum = (((streamSum << 1) | (streamSum >>> 31)) ^ sum) >>> 0;
  }
}

function readLevel(bits: MsbBitReader): number {
  const signature = bits.take(24);
  const level = bits.take(8) - 0x30;
  if (signature !== 0x425a68 || level < 1 || level > 9) throw malformed('has no valid header');
  return level;
}

/** @returns the checksum of what the block unpacks to */
function unpackBlock(bits: MsbBitReader, most: number, sink: Sink): number {
  if (bits.take(1) === 1) {
    throw new CredenceError('DATA_UNSUPPORTED', 'The bzip2 stream has a randomised block');
  }
  let sum = 0;
  const writer = new RunLengthWriter((bytes) => {
    sum = msbCrc32(bytes, sum);
    sink(bytes);
  });
  const { links, start, length } = readBlock(bits, most);
  let row = (links[start] as number) >>> 8;
  for (let left = length; left > 0; left--) {
    const link = links[row] as number;
    writer.write(link & 0xff);
    row = link >>> 8;
  }
  writer.finish();
  return sum;
}
