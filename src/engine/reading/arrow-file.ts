import type { FileHandle } from 'node:fs/promises';
import { zstdDecompressSync } from 'node:zlib';
import {
  type AsyncRecordBatchFileReader,
  type AsyncRecordBatchStreamReader,
  CompressionType,
  compressionRegistry,
  Message,
  RecordBatchReader,
} from 'apache-arrow';
import { CredenceError, type ErrorCode } from '../../core/error.ts';
import type { ColumnarContent } from './detect-format.ts';
import { decodeLz4Frame } from './lz4-frame.ts';
import type { ReadContext } from './read-context.ts';
import { openUnchanged, type SourceFile } from './source-file.ts';

const MAGIC = 'ARROW1';
const CONTINUATION = -1;

type ArrowBatches = AsyncRecordBatchFileReader | AsyncRecordBatchStreamReader;

/** A reader over the record batches of a file, and the handle to close after it. */
export interface OpenedArrow {
  readonly batches: ArrowBatches;
  readonly handle: FileHandle;
}

/**
 * Opens an Arrow IPC file or stream (Apache Arrow columnar format, IPC) and makes sure that it is whole:
 * a file ends with its footer, a stream with its end marker.
 *
 * @throws CredenceError DATA_TRUNCATED, DATA_MALFORMED, LIMIT_EXCEEDED for a batch larger than the limit.
 */
export async function openArrowFile(
  content: ColumnarContent,
  context: ReadContext,
): Promise<OpenedArrow> {
  registerCodecs(context.limits.arrowBatchBytes);
  const { file } = content;
  const handle = await openUnchanged(file);
  try {
    if (content.framing === 'file') await requireFooter(handle, file);
    else await requireWholeStream(handle, file, context.limits.arrowBatchBytes);
    const batches = await readerOver(handle, content.framing);
    await batches.open();
    return { batches, handle };
  } catch (error) {
    await handle.close();
    throw arrowError(file, error);
  }
}

function readerOver(
  handle: FileHandle,
  framing: ColumnarContent['framing'],
): Promise<ArrowBatches> {
  if (framing === 'file') return RecordBatchReader.from(handle);
  const stream: AsyncIterable<Uint8Array> = handle.createReadStream({ start: 0, autoClose: false });
  return RecordBatchReader.from(stream);
}

/** The typed error for what the Arrow library says about a file. */
export function arrowError(file: SourceFile, cause: unknown, rowGroup?: number): CredenceError {
  if (cause instanceof CredenceError) return cause;
  const words = cause instanceof Error ? cause.message : String(cause);
  const at = rowGroup === undefined ? { file: file.name } : { file: file.name, rowGroup };
  const where = rowGroup === undefined ? '' : ` in record batch ${rowGroup}`;
  const code: ErrorCode = /but only read|Unexpected null/i.test(words)
    ? 'DATA_TRUNCATED'
    : 'DATA_MALFORMED';
  return new CredenceError(code, `${file.name} is not sound Arrow IPC${where}.`, { at, cause });
}

/** The Arrow library asks a registry of its own for decompressors. */
function registerCodecs(limit: number): void {
  compressionRegistry.set(CompressionType.ZSTD, {
    decode: (data) => new Uint8Array(zstdDecompressSync(data, { maxOutputLength: limit })),
  });
  compressionRegistry.set(CompressionType.LZ4_FRAME, {
    decode: (data) => decodeLz4Frame(data, limit),
  });
}

async function requireFooter(handle: FileHandle, file: SourceFile): Promise<void> {
  const tail = await readAt(handle, Math.max(0, file.bytes - 10), 10);
  const length = tail.length === 10 ? tail.readInt32LE(0) : -1;
  if (tail.toString('latin1', 4) === MAGIC && length > 0 && length + 18 <= file.bytes) return;
  throw truncated(file, file.bytes);
}

/** Walks over the messages without their bodies, up to the end marker. */
async function requireWholeStream(
  handle: FileHandle,
  file: SourceFile,
  limit: number,
): Promise<void> {
  let at = 0;
  for (;;) {
    const prefix = await readAt(handle, at, 8);
    if (prefix.length < 8) throw truncated(file, at);
    const modern = prefix.readInt32LE(0) === CONTINUATION;
    const length = prefix.readInt32LE(modern ? 4 : 0);
    const start = at + (modern ? 8 : 4);
    if (length === 0) break;
    const metadata =
      length > 0 && start + length <= file.bytes
        ? await readAt(handle, start, length)
        : Buffer.alloc(0);
    if (metadata.length === 0) throw truncated(file, at);
    const { bodyLength } = Message.decode(metadata);
    if (bodyLength > limit) {
      throw new CredenceError(
        'LIMIT_EXCEEDED',
        `${file.name} holds a record batch of ${bodyLength} bytes.`,
        {
          at: { file: file.name, byte: at },
          hint: 'Write it again with smaller record batches.',
        },
      );
    }
    at = start + length + bodyLength;
    if (at > file.bytes) throw truncated(file, file.bytes);
  }
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

function truncated(file: SourceFile, byte: number): CredenceError {
  return new CredenceError('DATA_TRUNCATED', `${file.name} is Arrow IPC without its end.`, {
    at: { file: file.name, byte },
    hint: 'The file is incomplete: fetch it again.',
  });
}
