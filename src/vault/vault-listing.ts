import { join } from 'node:path';
import type { FileSystem } from '../core/storage/file-system.ts';
import { digestFromHex } from './object-path.ts';
import type { ObjectPlace } from './threads/vault-task.ts';
import { PACKS_NAME, SCRATCH_NAME, TRASH_NAME } from './vault-folders.ts';

/** What stands in a vault's folder, by what it can be. */
export interface VaultListing {
  readonly objects: readonly ObjectPlace[];
  /** Paths of packs. */
  readonly packs: readonly string[];
  /** Anything else, but for files that are being written. */
  readonly strays: readonly string[];
}

const PACK_NAME = /^[0-9a-f]{64}\.pack$/;

/** Looks at names only; nothing is read. */
export function listVault(root: string, files: FileSystem): VaultListing {
  const objects: ObjectPlace[] = [];
  const packs: string[] = [];
  const strays: string[] = [];
  for (const folder of files.list(root)) {
    const path = join(root, folder);
    if (folder === SCRATCH_NAME || folder === TRASH_NAME) continue;
    if (!isKnown(folder) || files.status(path)?.kind !== 'folder') {
      strays.push(path);
      continue;
    }
    for (const name of files.list(path)) {
      const digest = name.startsWith(folder) ? digestFromHex(name) : null;
      if (digest !== null) objects.push({ digest, path: join(path, name) });
      else if (folder === PACKS_NAME && PACK_NAME.test(name)) packs.push(join(path, name));
      else strays.push(join(path, name));
    }
  }
  return { objects, packs, strays };
}

function isKnown(folder: string): boolean {
  return folder === PACKS_NAME || /^[0-9a-f]{2}$/.test(folder);
}
