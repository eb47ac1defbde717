import { closeSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { CredenceError } from '../../core/error.ts';
import { FileSource } from './file-source.ts';
import { openNamelessFile, writeFully } from './nameless-file.ts';

/**
 * Keeps a stream, such as standard input, so that it can be read at random.
 *
 * @param name for messages
 * @param limit bytes that it may have
 * @returns a source, which the caller closes
 * @throws CredenceError `LIMIT_EXCEEDED`, `FILE_UNREADABLE` where the stream breaks
 */
export async function spoolStream(
  stream: Readable,
  { name, limit }: { readonly name: string; readonly limit: number },
): Promise<FileSource> {
  const descriptor = openNamelessFile();
  try {
    let total = 0;
    for await (const chunk of stream) {
      const bytes: Uint8Array = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      total += bytes.length;
      if (total > limit) {
        throw new CredenceError('LIMIT_EXCEEDED', `${name} has more than ${limit} bytes`, {
          hint: 'Write it to a file and scan that.',
        });
      }
      writeFully(descriptor, bytes);
    }
    return new FileSource(descriptor, name);
  } catch (cause) {
    closeSync(descriptor);
    if (cause instanceof CredenceError) throw cause;
    throw new CredenceError('FILE_UNREADABLE', `${name} cannot be read`, { cause });
  }
}
