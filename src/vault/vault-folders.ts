import { join } from 'node:path';
import type { FileSystem } from '../core/storage/file-system.ts';
import { makeFolderDurably } from '../core/storage/make-folder-durably.ts';

/** Where a vault keeps what; objects with a file of their own are in folders `00` to `ff` beside. */
export interface VaultFolders {
  readonly root: string;
  readonly packs: string;
  /** Files that are being written. */
  readonly scratch: string;
  /** What the collection of garbage has taken away and not removed yet. */
  readonly trash: string;
}

export const PACKS_NAME = 'packs';
export const SCRATCH_NAME = 'scratch';
export const TRASH_NAME = 'trash';

export function vaultFolders(root: string): VaultFolders {
  return {
    root,
    packs: join(root, PACKS_NAME),
    scratch: join(root, SCRATCH_NAME),
    trash: join(root, TRASH_NAME),
  };
}

/** Creates the folders that are missing, durably. */
export function makeVaultFolders(folders: VaultFolders, files: FileSystem): void {
  for (const folder of [folders.root, folders.packs, folders.scratch, folders.trash])
    makeFolderDurably(folder, files);
}
