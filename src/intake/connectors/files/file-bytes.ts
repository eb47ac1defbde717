import { createReadStream } from 'node:fs';
import { CredenceError } from '../../../core/error.ts';
import { visibleText } from '../../../core/visible-text.ts';
import { assertStamp, stampOf } from './file-stamp.ts';

const CHUNK = 1024 * 1024;

/**
 * The bytes of a local file from an offset on.
 *
 * @throws CredenceError `INTEGRITY_FAILED` where it was written to meanwhile; `FILE_UNREADABLE`.
 */
export async function* fileBytes(at: string, offset: number): AsyncIterable<Uint8Array> {
  const stamp = stampOf(at);
  try {
    yield* createReadStream(at, {
      start: offset,
      highWaterMark: CHUNK,
    }) as AsyncIterable<Uint8Array>;
  } catch (cause) {
    throw new CredenceError('FILE_UNREADABLE', `${visibleText(at)} cannot be read.`, {
      hint: 'Check that it exists and that you may read it.',
      at: { file: at },
      cause,
    });
  }
  assertStamp(at, stamp);
}
