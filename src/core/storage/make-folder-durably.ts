import { dirname } from 'node:path';
import type { FileSystem } from './file-system.ts';

/** Creates a folder and those above it, and flushes the name of each, so that a crash loses none. */
export function makeFolderDurably(path: string, files: FileSystem): void {
  if (files.status(path) !== null) return;
  const above = dirname(path);
  if (above !== path) makeFolderDurably(above, files);
  files.makeFolder(path);
  files.flushFolder(above);
}
