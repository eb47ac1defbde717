/** What stands in a folder, whatever holds the folder: a disk, an archive, an object store. */
export interface FolderEntry {
  /** Relative to the folder, with `/` between components. */
  readonly path: string;
  readonly kind: 'file' | 'link-to-file' | 'link-to-folder' | 'other';
  readonly bytes: number;
}

/** A stretch of a file; `end` is exclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Gives what is to be signed or verified. One file alone is a folder with the one path `.`. */
export interface FolderReader {
  /** The folder's own name, without its path. */
  readonly name: string;
  /** Everything in it and below it but folders, in any order. */
  entries(): AsyncIterable<FolderEntry>;
  /** The bytes of a file, or of a stretch of it. A piece is good until the next one is asked for. */
  read(path: string, range?: ByteRange): AsyncIterable<Uint8Array>;
}

/** The path of a file that is signed alone, without a folder. */
export const ONE_FILE = '.';

/** The one file of a folder that is a file, under the file's own name. */
export function underOwnName(folder: FolderReader): FolderReader {
  return {
    name: folder.name,
    entries: () => folder.entries(),
    read: (_path, range) => folder.read(ONE_FILE, range),
  };
}
