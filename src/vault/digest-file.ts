import { DigestStream } from '../core/digest.ts';
import type { FileSystem } from '../core/storage/file-system.ts';
import { assertUnchanged, chunksOf } from './file-chunks.ts';
import type { FileSource, StoredObject } from './object-store.ts';
import { assertExpected } from './unexpected-bytes.ts';

/**
 * Hashes one regular file, reading it once; links are not followed.
 *
 * @throws CredenceError `FILE_NOT_FOUND`; `FILE_UNREADABLE`, also when it changed meanwhile;
 * `INTEGRITY_FAILED` when it is not what was expected
 */
export function digestFile({ path, expected }: FileSource, files: FileSystem): StoredObject {
  const file = files.open(path);
  try {
    const hash = new DigestStream();
    let size = 0;
    for (const chunk of chunksOf(file, files)) {
      size += chunk.length;
      hash.update(chunk);
    }
    assertUnchanged(file, size, files);
    const digest = hash.finish();
    assertExpected(digest, expected, path);
    return { digest, size };
  } finally {
    files.close(file);
  }
}
