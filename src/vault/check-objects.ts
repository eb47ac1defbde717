import { DigestStream } from '../core/digest.ts';
import { CredenceError } from '../core/error.ts';
import type { FileSystem } from '../core/storage/file-system.ts';
import { chunksOf } from './file-chunks.ts';
import type { VaultProblem } from './object-store.ts';
import type { Checked, ObjectPlace } from './threads/vault-task.ts';
import { vaultProblem } from './vault-problem.ts';

/** Reads and hashes objects that have files of their own. */
export function checkObjects(places: readonly ObjectPlace[], files: FileSystem): Checked {
  const problems: VaultProblem[] = [];
  let bytes = 0;
  for (const place of places) {
    try {
      const file = files.open(place.path);
      try {
        const hash = new DigestStream();
        for (const chunk of chunksOf(file, files)) hash.update(chunk);
        const digest = hash.finish();
        bytes += file.size;
        if (digest !== place.digest) problems.push(vaultProblem('altered', place, digest));
      } finally {
        files.close(file);
      }
    } catch (error) {
      if (!(error instanceof CredenceError)) throw error;
      const kind = error.code === 'FILE_NOT_FOUND' ? 'missing' : 'unreadable';
      problems.push(vaultProblem(kind, place, error.message));
    }
  }
  return { objects: places.length, bytes, problems };
}
