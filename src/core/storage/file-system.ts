/** What the vault and the ledger need of a file system; small, so that a test can stand in between. */
export interface FileSystem {
  /**
   * Creates a file that must not exist, and never follows a link.
   *
   * @param direct asks for writes past the system's cache, which not every file system can do
   */
  create(path: string, direct?: boolean): OutputFile;
  /** Opens a regular file for reading, never following a link at its end. */
  open(path: string): OpenFile;
  /** Reads up to `buffer.length` bytes at `position`; returns how many, 0 at the end. */
  read(file: OpenFile, buffer: Uint8Array, position: number): number;
  /** Appends all bytes; to a direct file, whole blocks from memory that `alignedBuffer` gave. */
  write(file: OutputFile, data: Uint8Array): void;
  /** Cuts a file off after `size` bytes. */
  truncate(file: OutputFile, size: number): void;
  /** Returns once the file's bytes are on the disk. */
  flush(file: OutputFile): void;
  close(file: OutputFile | OpenFile): void;
  /** Takes write permission away from everyone. */
  makeReadOnly(file: OutputFile): void;
  /** Moves a file over whatever has the new name, in one step. */
  rename(from: string, to: string): void;
  /** Removes a file; it may be gone already. */
  remove(path: string): void;
  /** Returns once the names in a folder are on the disk. */
  flushFolder(path: string): void;
  /** Creates a folder and those above it. Whether it was missing. */
  makeFolder(path: string): boolean;
  /** What stands at a path, links not followed; null when nothing does. */
  status(path: string): FileStatus | null;
  /** Sets the time of last change to now; `false` when the file is gone. */
  touch(path: string): boolean;
  /** Names in a folder in order; none when it is missing. */
  list(path: string): readonly string[];
}

export interface OutputFile {
  readonly descriptor: number;
  readonly path: string;
  /** Whether writes go past the system's cache, and must be of whole blocks. */
  readonly direct: boolean;
}

export interface OpenFile {
  readonly descriptor: number;
  readonly path: string;
  readonly size: number;
  readonly modifiedMs: number;
}

export interface FileStatus {
  readonly kind: 'file' | 'folder' | 'other';
  readonly size: number;
  readonly modifiedMs: number;
}
