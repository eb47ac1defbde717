import { CredenceError } from '../../../core/error.ts';
import type { ByteSource } from '../../byte-source.ts';
import type { Sink } from '../../sources/scratch.ts';
import { throughWindow } from '../stream/output-window.ts';
import { SequentialReader } from '../stream/sequential-reader.ts';
import { LzmaDecoder, lzmaProperties, malformed } from './lzma-decoder.ts';
import { RangeDecoder } from './range-decoder.ts';

const SMALLEST_DICTIONARY = 4_096;
/** Held in memory while unpacking: presets of xz go up to half of it. */
const LARGEST_DICTIONARY = 128 * 2 ** 20;
/** All bits set: the size is not known beforehand, and an end marker comes. */
const UNKNOWN_SIZE = 2 ** 64;

/** @throws CredenceError `LIMIT_EXCEEDED` where it would take too much memory */
export function dictionaryReach(bytes: number): number {
  if (bytes > LARGEST_DICTIONARY) {
    throw new CredenceError(
      'LIMIT_EXCEEDED',
      `Unpacking takes a dictionary of ${bytes} bytes, and at most ${LARGEST_DICTIONARY} are held`,
      { hint: 'Have its publisher pack the file with a smaller dictionary.' },
    );
  }
  return Math.max(bytes, SMALLEST_DICTIONARY);
}

/**
 * Unpacks the old container of LZMA (`.lzma`, as Python's `FORMAT_ALONE`): properties, dictionary
 * size, size, and the stream.
 *
 * @returns offset of the first byte behind the stream
 * @throws CredenceError `DATA_MALFORMED`, `DATA_TRUNCATED`, `LIMIT_EXCEEDED`, and whatever the sink throws
 */
export function unlzma(source: ByteSource, sink: Sink): number {
  const reader = new SequentialReader(source);
  const decoder = new LzmaDecoder(lzmaProperties(reader.byte()));
  const dictionary = reader.uint(4);
  const size = reader.uint(4) + reader.uint(4) * 2 ** 32;
  const known = size < UNKNOWN_SIZE - 2 ** 32;
  const reach = dictionaryReach(known ? Math.min(dictionary, size) : dictionary);
  throughWindow(reach, sink, (output) => {
    const range = new RangeDecoder(reader);
    const limit = known ? size : Number.POSITIVE_INFINITY;
    const marked = decoder.decode(range, output, limit);
    if (known && marked) throw malformed('ends before its size is reached');
    // The marker may come although the size is known; what is left over otherwise is zero.
    if (!marked && !range.isFinished && !decoder.takesEndMarker(range, output)) {
      throw malformed('goes on beyond its size');
    }
    if (!range.isFinished) throw malformed('does not end where it should');
  });
  return reader.position;
}
