import { CredenceError } from '../../core/error.ts';
import { ascii, looksBinary, recogniseForeign, startsWith } from './content-signature.ts';
import { readFileBytes } from './file-bytes.ts';
import type { ReadObserver } from './format-reader.ts';
import type { ReadContext } from './read-context.ts';
import type { SourceFile } from './source-file.ts';
import { type Compression, formatOfName, type SourceFormat } from './source-format.ts';
import { readTextBytes, type TextEncoding, type TextSource } from './text-bytes.ts';
import { unfold } from './unfold.ts';

const SNIFF_BYTES = 65_536;
const HEAD_BYTES = 1_048_576;

/** Text, with enough of its beginning to infer the rest. */
export interface TextContent extends TextSource {
  readonly kind: 'text';
  readonly format: SourceFormat;
  readonly head: Buffer;
  /** True where the head is the whole text. */
  readonly whole: boolean;
}

export interface ColumnarContent {
  readonly kind: 'columnar';
  readonly format: 'parquet' | 'arrow';
  /** Arrow only: with footer and random access, or a bare stream of messages. */
  readonly framing: 'file' | 'stream';
  readonly file: SourceFile;
}

export const SILENT_OBSERVER: ReadObserver = { bytes() {}, badRow() {}, digest() {} };

/**
 * Recognises a file by its content, and where the content leaves a choice, by its name.
 *
 * @throws CredenceError DATA_EMPTY; DATA_UNSUPPORTED naming what the file looks like; DATA_ENCODING;
 *   DATA_TRUNCATED.
 */
export async function detectFormat(
  file: SourceFile,
  wanted: SourceFormat | undefined,
  context: ReadContext,
): Promise<TextContent | ColumnarContent> {
  if (file.bytes === 0) throw empty(file);
  const raw = await readHead(readFileBytes(file, SILENT_OBSERVER, context.signal), 4);
  const compression = compressionOf(raw.bytes);
  const sniff = (await readHead(plainBytes(file, compression, context), SNIFF_BYTES)).bytes;
  if (sniff.length === 0) throw empty(file);

  const columnar = columnarFormat(sniff);
  if (columnar !== undefined)
    return requirePlain({ kind: 'columnar', ...columnar, file }, compression);
  if (wanted === 'parquet' || wanted === 'arrow') {
    throw unsupported(file, `is not ${wanted === 'parquet' ? 'a Parquet' : 'an Arrow IPC'} file`);
  }
  const foreign = recogniseForeign(sniff);
  if (foreign !== undefined) throw unsupported(file, `looks like ${foreign}`);
  const { encoding, mark } = encodingOf(sniff);
  if (encoding === 'utf-8' && looksBinary(sniff))
    throw unsupported(file, 'holds binary data, not text');

  const source = { file, compression, encoding, mark };
  const head = await readHead(readTextBytes(source, SILENT_OBSERVER, context), HEAD_BYTES);
  if (head.bytes.length === 0) throw empty(file);
  return {
    kind: 'text',
    ...source,
    format: wanted ?? textFormat(head.bytes, file.name),
    head: head.bytes,
    whole: head.whole,
  };
}

/** At least `count` bytes from the beginning, or all there are. */
async function readHead(
  chunks: AsyncIterable<Buffer>,
  count: number,
): Promise<{ readonly bytes: Buffer; readonly whole: boolean }> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= count) return { bytes: Buffer.concat(parts), whole: false };
  }
  return { bytes: Buffer.concat(parts), whole: true };
}

function plainBytes(
  file: SourceFile,
  compression: Compression,
  context: ReadContext,
): AsyncIterable<Buffer> {
  const raw = readFileBytes(file, SILENT_OBSERVER, context.signal);
  return compression === 'none'
    ? raw
    : unfold({ chunks: raw, compression, name: file.name }, context);
}

function compressionOf(bytes: Buffer): Compression {
  if (startsWith(bytes, [0x1f, 0x8b])) return 'gzip';
  if (startsWith(bytes, [0x28, 0xb5, 0x2f, 0xfd])) return 'zstd';
  // A skippable frame (RFC 8878, 3.1.2), as pzstd writes at the front.
  if (((bytes[0] ?? 0) & 0xf0) === 0x50 && startsWith(bytes, [0x2a, 0x4d, 0x18], 1)) return 'zstd';
  return 'none';
}

function columnarFormat(head: Buffer): Pick<ColumnarContent, 'format' | 'framing'> | undefined {
  if (startsWith(head, ascii('PAR1'))) return { format: 'parquet', framing: 'file' };
  if (startsWith(head, ascii('ARROW1'))) return { format: 'arrow', framing: 'file' };
  if (startsWith(head, [0xff, 0xff, 0xff, 0xff]) && head.length > 8)
    return { format: 'arrow', framing: 'stream' };
  return undefined;
}

function requirePlain(content: ColumnarContent, compression: Compression): ColumnarContent {
  if (compression === 'none') return content;
  throw unsupported(
    content.file,
    `is ${content.format === 'parquet' ? 'Parquet' : 'Arrow'} wrapped in ${compression}`,
  );
}

function encodingOf(head: Buffer): { readonly encoding: TextEncoding; readonly mark: number } {
  if (startsWith(head, [0xef, 0xbb, 0xbf])) return { encoding: 'utf-8', mark: 3 };
  if (startsWith(head, [0xff, 0xfe])) return { encoding: 'utf-16le', mark: 2 };
  if (startsWith(head, [0xfe, 0xff])) return { encoding: 'utf-16be', mark: 2 };
  return { encoding: 'utf-8', mark: 0 };
}

/** Between JSON and delimited text the first characters decide; the name decides what they leave open. */
function textFormat(head: Buffer, name: string): SourceFormat {
  const promised = formatOfName(name);
  const start = head.subarray(0, 4096).toString('latin1').trimStart();
  const delimited = promised === 'csv' || promised === 'tsv' ? promised : 'csv';
  if (/^\[\s*(?:[[{\]]|$)/.test(start)) return 'json';
  if (start.startsWith('[') && promised === 'json') return 'json';
  if (/^\{\s*(?:["}]|$)/.test(start) && delimited !== promised) return 'jsonl';
  if (/^\{\s*"[^"]*"\s*:/.test(start)) return 'jsonl';
  return promised === 'jsonl' || promised === 'json' ? promised : delimited;
}

function empty(file: SourceFile): CredenceError {
  return new CredenceError('DATA_EMPTY', `${file.name} is empty.`, { at: { file: file.name } });
}

function unsupported(file: SourceFile, what: string): CredenceError {
  return new CredenceError('DATA_UNSUPPORTED', `${file.name} ${what}.`, {
    at: { file: file.name },
    hint: 'Credence reads JSON lines, JSON arrays, CSV, TSV (plain, gzip or zstd), Parquet and Arrow IPC.',
  });
}
