import type { Digest } from '../core/digest.ts';
import { nodeFileSystem } from '../core/storage/node-file-system.ts';
import { chunksOf, readWhole } from './file-chunks.ts';
import { objectPath } from './object-path.ts';
import { PackFolder } from './packs/pack-folder.ts';
import { vaultFolders } from './vault-folders.ts';

/**
 * The bytes where an object should be, **right or wrong**: to find out what was altered, and for nothing
 * else. A piece is the buffer's until the next one is asked for.
 *
 * @param root the folder of the vault
 * @returns null where there is nothing
 */
export function salvageObject(root: string, digest: Digest): Iterable<Uint8Array> | null {
  const files = nodeFileSystem;
  const path = objectPath(root, digest);
  if (files.status(path)?.kind === 'file') return salvageFile(path);
  const packs = new PackFolder(vaultFolders(root).packs, files);
  packs.refresh();
  const [place] = packs.find(digest);
  if (place === undefined) return null;
  const file = files.open(place.pack.path);
  try {
    const bytes = Buffer.alloc(Math.min(place.object.length, file.size));
    const length = readWhole(file, bytes, { at: place.object.offset, files });
    return [bytes.subarray(0, length)];
  } finally {
    files.close(file);
  }
}

function* salvageFile(path: string): Generator<Uint8Array> {
  const file = nodeFileSystem.open(path);
  try {
    yield* chunksOf(file, nodeFileSystem);
  } finally {
    nodeFileSystem.close(file);
  }
}
