import { createHash } from 'node:crypto';
import { z } from 'zod';
import { CredenceError } from '../../../core/error.ts';

const ENTRIES = z.array(
  z.object({ md5: z.string().regex(/^[0-9a-f]{32}$/), relpath: z.string().min(1) }),
);
const LARGEST = 1024 * 1024 * 1024;

export interface DvcEntry {
  readonly md5: string;
  readonly path: string;
}

/**
 * The files of a tracked folder, from the object that lists them.
 *
 * @param md5 of the list itself, from the `.dvc` file.
 * @throws CredenceError `INTEGRITY_FAILED` where the list has another digest; `DATA_MALFORMED`.
 */
export async function dvcDirectory(
  bytes: AsyncIterable<Uint8Array>,
  md5: string,
): Promise<readonly DvcEntry[]> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > LARGEST)
      throw new CredenceError('LIMIT_EXCEEDED', `The list ${md5}.dir is larger than 1 GiB.`, {
        hint: 'Track the folder in parts.',
      });
    chunks.push(chunk);
  }
  const list = Buffer.concat(chunks);
  const found = createHash('md5').update(list).digest('hex');
  if (found !== md5)
    throw new CredenceError(
      'INTEGRITY_FAILED',
      `The list ${md5}.dir was altered: its digest is ${found}.`,
      {
        hint: 'Run dvc fetch again, and find out who changed the cache.',
      },
    );
  const entries = ENTRIES.safeParse(parseJson(list, md5));
  if (!entries.success)
    throw new CredenceError('DATA_MALFORMED', `The list ${md5}.dir names no files and digests.`, {
      hint: 'Run dvc commit, so that the folder is recorded anew.',
      cause: entries.error,
    });
  return entries.data.map((entry) => ({ md5: entry.md5, path: entry.relpath }));
}

function parseJson(list: Buffer, md5: string): unknown {
  try {
    return JSON.parse(list.toString('utf8')) as unknown;
  } catch (cause) {
    throw new CredenceError('DATA_MALFORMED', `The list ${md5}.dir is not JSON.`, {
      hint: 'Run dvc commit, so that the folder is recorded anew.',
      cause,
    });
  }
}
