import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { CredenceError } from '../../../core/error.ts';
import { visibleText } from '../../../core/visible-text.ts';

const CHUNK = 1024 * 1024;

/**
 * The bytes of a local file from an offset on.
 *
 * @throws CredenceError `INTEGRITY_FAILED` where it was written to meanwhile; `FILE_UNREADABLE`.
 */
export async function* fileBytes(at: string, offset: number): AsyncIterable<Uint8Array> {
  const before = await statOf(at);
  try {
    yield* createReadStream(at, {
      start: offset,
      highWaterMark: CHUNK,
    }) as AsyncIterable<Uint8Array>;
  } catch (cause) {
    throw unreadable(at, cause);
  }
  const after = await statOf(at);
  if (after.mtimeNs !== before.mtimeNs || after.size !== before.size)
    throw new CredenceError(
      'INTEGRITY_FAILED',
      `${visibleText(at)} was changed while it was read.`,
      {
        hint: 'Wait until nothing writes to it, then start again.',
        at: { file: at },
      },
    );
}

async function statOf(at: string): Promise<{ mtimeNs: bigint; size: bigint }> {
  try {
    return await stat(at, { bigint: true });
  } catch (cause) {
    throw unreadable(at, cause);
  }
}

function unreadable(at: string, cause: unknown): CredenceError {
  return new CredenceError('FILE_UNREADABLE', `${visibleText(at)} cannot be read.`, {
    hint: 'Check that it exists and that you may read it.',
    at: { file: at },
    cause,
  });
}
