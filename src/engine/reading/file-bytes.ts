import { DigestStream } from '../../core/digest.ts';
import type { ReadObserver } from './format-reader.ts';
import { throwIfCancelled } from './read-context.ts';
import { fileError, openUnchanged, requireUnchanged, type SourceFile } from './source-file.ts';

const CHUNK_BYTES = 262_144;

/**
 * The raw bytes of a file, in order. Tells the observer how many were read and, once all were, the
 * SHA-256 of them. The next chunk is being fetched while the last one is worked on.
 *
 * @throws CredenceError FILE_UNREADABLE when the file changes meanwhile; CANCELLED.
 */
export async function* readFileBytes(
  file: SourceFile,
  observer: ReadObserver,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer> {
  const handle = await openUnchanged(file);
  const digest = new DigestStream();
  let ahead = handle.read(Buffer.allocUnsafeSlow(CHUNK_BYTES));
  try {
    for (;;) {
      const { bytesRead, buffer } = await ahead;
      if (bytesRead === 0) break;
      throwIfCancelled(signal);
      ahead = handle.read(Buffer.allocUnsafeSlow(CHUNK_BYTES));
      const chunk = buffer.subarray(0, bytesRead);
      digest.update(chunk);
      observer.bytes(bytesRead);
      yield chunk;
    }
    requireUnchanged(file, await handle.stat());
    observer.digest(digest.finish());
  } catch (error) {
    throw fileError(file.name, error);
  } finally {
    await ahead.catch(ignoreReadAhead);
    await handle.close();
  }
}

/** The read-ahead of a caller who has stopped: its result, good or bad, concerns nobody. */
function ignoreReadAhead(): void {}
