import { basename, dirname, relative, sep } from 'node:path';

/** Whether a path is a folder, or lies below it. Both are absolute and without links. */
export function isWithin(path: string, folder: string): boolean {
  const from = relative(folder, path);
  return from === '' || (from !== '..' && !from.startsWith(`..${sep}`) && !/^[A-Za-z]:/.test(from));
}

/**
 * How far links in a folder may lead: within the folder itself, or where it lies in a snapshot of a
 * Hugging Face cache (`models--org--name/snapshots/revision`), whose files are links to the blobs
 * beside it, within that repository.
 */
export function linkBounds(folder: string): string {
  for (let above = folder; ; ) {
    const parent = dirname(above);
    if (parent === above) return folder;
    const repository = dirname(parent);
    const isSnapshot = basename(parent) === 'snapshots';
    if (isSnapshot && /^(?:models|datasets|spaces)--/.test(basename(repository))) return repository;
    above = parent;
  }
}
