import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CredenceError } from '../../../core/error.ts';
import { fileBytes } from '../files/file-bytes.ts';
import { type LfsServer, lfsBytes } from './lfs-server.ts';
import type { LfsPointer } from './pointer.ts';

/**
 * The bytes that a pointer stands for: from the repository's own store where they are there, else
 * from the server.
 */
export async function* lfsContent(
  pointer: LfsPointer,
  { folder, server }: { readonly folder: string; readonly server: LfsServer | null },
  offset: number,
): AsyncIterable<Uint8Array> {
  const local = await localObject(folder, pointer);
  if (local !== null) yield* fileBytes(local, offset);
  else if (server !== null) yield* lfsBytes(server, pointer, offset);
  else
    throw new CredenceError(
      'NOT_FOUND',
      `The object ${pointer.sha256} is not in the repository’s store.`,
      {
        hint: 'Run git lfs fetch there, or set CREDENCE_LFS_URL to the address of its server.',
      },
    );
}

async function localObject(folder: string, { sha256 }: LfsPointer): Promise<string | null> {
  for (let at = folder; ; at = dirname(at)) {
    const object = join(
      at,
      '.git',
      'lfs',
      'objects',
      sha256.slice(0, 2),
      sha256.slice(2, 4),
      sha256,
    );
    if ((await stat(object).catch(() => null))?.isFile() === true) return object;
    if (dirname(at) === at) return null;
  }
}
