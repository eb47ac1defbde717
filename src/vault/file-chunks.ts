import { CredenceError } from '../core/error.ts';
import type { FileSystem, OpenFile } from '../core/storage/file-system.ts';

/** Bytes read at a time; fits the second-level cache together with what hashing needs. */
export const CHUNK_BYTES: number = 1024 * 1024;

/**
 * A file's bytes in pieces as large as the buffer, the last one smaller; a piece is the buffer's start
 * until the next one is asked for.
 */
export function* chunksOf(
  file: OpenFile,
  files: FileSystem,
  buffer: Buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES),
): Generator<Buffer> {
  for (let at = 0; ; ) {
    const count = readWhole(file, buffer, { at, files });
    if (count === 0) return;
    at += count;
    yield buffer.subarray(0, count);
  }
}

/** All bytes of a small file; fewer than its size when it was cut short since it was opened. */
export function wholeFile(file: OpenFile, files: FileSystem): Buffer {
  const buffer = Buffer.allocUnsafe(file.size);
  return buffer.subarray(0, readWhole(file, buffer, { at: 0, files }));
}

/** Fills a buffer from a file; how many bytes there were. */
export function readWhole(
  file: OpenFile,
  buffer: Uint8Array,
  { at, files }: { readonly at: number; readonly files: FileSystem },
): number {
  let done = 0;
  while (done < buffer.length) {
    const count = files.read(file, buffer.subarray(done), at + done);
    if (count === 0) break;
    done += count;
  }
  return done;
}

/**
 * @param bytesRead how many there were from start to end
 * @throws CredenceError `FILE_UNREADABLE` when the file changed since it was opened
 */
export function assertUnchanged(file: OpenFile, bytesRead: number, files: FileSystem): void {
  const now = files.status(file.path);
  if (bytesRead === file.size && now?.size === file.size && now.modifiedMs === file.modifiedMs)
    return;
  throw new CredenceError('FILE_UNREADABLE', `${file.path} changed while it was read.`, {
    hint: 'Let whatever writes it finish, and try again.',
    at: { file: file.path },
  });
}
