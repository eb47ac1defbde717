import { isUtf8 } from 'node:buffer';
import { CredenceError } from '../../core/error.ts';
import { readFileBytes } from './file-bytes.ts';
import type { ReadObserver } from './format-reader.ts';
import type { ReadContext } from './read-context.ts';
import type { SourceFile } from './source-file.ts';
import type { Compression } from './source-format.ts';
import { unfold } from './unfold.ts';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** A file of text: which bytes to skip or translate before UTF-8 comes out. */
export interface TextSource {
  readonly file: SourceFile;
  readonly compression: Compression;
  readonly encoding: TextEncoding;
  /** Bytes of the byte order mark. */
  readonly mark: number;
}

/**
 * The text of a file as UTF-8: decompressed, without byte order mark, and proven valid. No block ends
 * inside a character.
 *
 * @throws CredenceError DATA_ENCODING with the offset of the first wrong byte (in the decompressed
 *   text), and whatever reading and decompressing throw.
 */
export async function* readTextBytes(
  source: TextSource,
  observer: ReadObserver,
  context: ReadContext,
): AsyncGenerator<Buffer> {
  const raw = readFileBytes(source.file, observer, context.signal);
  const { compression, file } = source;
  const plain =
    compression === 'none' ? raw : unfold({ chunks: raw, compression, name: file.name }, context);
  const marked = dropFirst(plain, source.mark);
  yield* source.encoding === 'utf-8' ? requireUtf8(marked, source) : transcode(marked, source);
}

async function* dropFirst(chunks: AsyncIterable<Buffer>, count: number): AsyncGenerator<Buffer> {
  let left = count;
  for await (const chunk of chunks) {
    const skipped = Math.min(left, chunk.length);
    left -= skipped;
    if (skipped < chunk.length) yield skipped === 0 ? chunk : chunk.subarray(skipped);
  }
}

async function* requireUtf8(
  chunks: AsyncIterable<Buffer>,
  source: TextSource,
): AsyncGenerator<Buffer> {
  let offset = source.mark;
  let carried: Buffer | undefined;
  for await (const chunk of chunks) {
    const joined = carried === undefined ? chunk : Buffer.concat([carried, chunk]);
    const whole = wholeCharacters(joined);
    const block = joined.subarray(0, whole);
    if (!isUtf8(block)) throw encodingError(source, offset + firstInvalid(block));
    carried = whole < joined.length ? joined.subarray(whole) : undefined;
    offset += whole;
    if (whole > 0) yield block;
  }
  if (carried !== undefined) throw encodingError(source, offset);
}

async function* transcode(
  chunks: AsyncIterable<Buffer>,
  source: TextSource,
): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(source.encoding, { fatal: true, ignoreBOM: true });
  let offset = source.mark;
  try {
    for await (const chunk of chunks) {
      const text = decoder.decode(chunk, { stream: true });
      offset += chunk.length;
      if (text !== '') yield Buffer.from(text);
    }
    const rest = decoder.decode();
    if (rest !== '') yield Buffer.from(rest);
  } catch (error) {
    if (error instanceof TypeError) throw encodingError(source, offset);
    throw error;
  }
}

/** Length of `bytes` without a character that is cut off at the end. */
function wholeCharacters(bytes: Buffer): number {
  const length = bytes.length;
  for (let back = 1; back <= Math.min(3, length); back++) {
    const byte = bytes[length - back] as number;
    if (byte < 0x80) return length;
    if (byte >= 0xc0) {
      return sequenceLength(byte) > back ? length - back : length;
    }
  }
  return length;
}

/** Bytes of the character that begins with this byte (RFC 3629). */
function sequenceLength(lead: number): number {
  if (lead >= 0xf0) return 4;
  return lead >= 0xe0 ? 3 : 2;
}

/** Offset of the first byte that is not part of valid UTF-8, by bisection over prefixes. */
function firstInvalid(block: Buffer): number {
  let valid = 0;
  let invalid = block.length;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    const cut = wholeCharacters(block.subarray(0, middle));
    if (isUtf8(block.subarray(0, cut))) valid = middle;
    else invalid = middle;
  }
  return wholeCharacters(block.subarray(0, valid));
}

function encodingError(source: TextSource, byte: number): CredenceError {
  const { file, compression, encoding } = source;
  const where = compression === 'none' ? 'byte' : 'byte (after decompression)';
  const around = encoding === 'utf-8' ? `at ${where} ${byte}` : `near ${where} ${byte}`;
  return new CredenceError(
    'DATA_ENCODING',
    `${file.name} is not valid ${encoding.toUpperCase()} ${around}.`,
    {
      at: { file: file.name, byte },
      hint: 'Convert it first, for instance: iconv -f WINDOWS-1252 -t UTF-8 FILE.',
    },
  );
}
