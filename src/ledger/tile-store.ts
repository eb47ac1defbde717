/** Where the files of a log are kept; paths as in C2SP tlog-tiles, with `/`. */
export interface TileStore {
  /** The bytes at a path; null when nothing stands there. */
  read(path: string): Buffer | null | Promise<Buffer | null>;
  /** Writes files, each whole or not at all; all of them are durable when this returns. */
  write(files: readonly LogFile[]): void | Promise<void>;
  /** Removes files; they may be gone already. */
  remove(paths: readonly string[]): void | Promise<void>;
  /** Names in a folder; none when it is missing. */
  list(folder: string): readonly string[] | Promise<readonly string[]>;
}

export interface LogFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Where the signed checkpoint stands. */
export const CHECKPOINT_PATH = 'checkpoint';
