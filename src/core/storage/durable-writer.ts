import { dirname } from 'node:path';
import type { FileSystem, OutputFile } from './file-system.ts';
import { makeFolderDurably } from './make-folder-durably.ts';
import type { ScratchFolder } from './scratch-folder.ts';

/** A flushed file on its way from its scratch name to its own. */
interface Pending {
  readonly from: string;
  readonly to: string;
}

/**
 * Writes files so that each is there whole or not at all, and all of them on the disk once `commit`
 * returns: scratch file, flush, rename, flush of the folders. A file's time is that of the commit.
 */
export class DurableWriter {
  readonly #files: FileSystem;
  readonly #scratch: ScratchFolder;
  #pending: Pending[] = [];

  constructor(files: FileSystem, scratch: ScratchFolder) {
    this.#files = files;
    this.#scratch = scratch;
  }

  /** Starts a file under a scratch name; the caller writes to it, then gives it to `add` or `drop`. */
  start(direct: boolean = false): OutputFile {
    return this.#files.create(this.#scratch.newPath(), direct);
  }

  /** Flushes and closes a written file, read-only; it stands at `path` after the next `commit`. */
  add(file: OutputFile, path: string): void {
    try {
      this.#files.makeReadOnly(file);
      this.#files.flush(file);
    } catch (error) {
      this.drop(file);
      throw error;
    }
    this.#files.close(file);
    this.#pending.push({ from: file.path, to: path });
  }

  /** Gives a started file up. */
  drop(file: OutputFile): void {
    this.#files.close(file);
    this.#files.remove(file.path);
  }

  /** Writes a whole file, to stand at `path` after the next `commit`. */
  write(path: string, bytes: Uint8Array): void {
    const file = this.start();
    try {
      this.#files.write(file, bytes);
    } catch (error) {
      this.drop(file);
      throw error;
    }
    this.add(file, path);
  }

  /**
   * Gives all files their names, and flushes the folders of those names and the ones above.
   *
   * @throws CredenceError `STORAGE_FAILED`; some files may then have their names, each of them whole
   */
  commit(): void {
    const folders = new Set(this.#pending.map(({ to }) => dirname(to)));
    try {
      for (const folder of folders) makeFolderDurably(folder, this.#files);
      for (const { from, to } of this.#pending) {
        this.#files.touch(from);
        this.#files.rename(from, to);
      }
      this.#pending = [];
      // The folders above too: another process may have made the folder and not flushed it yet.
      for (const folder of new Set([...folders, ...Array.from(folders, dirname)]))
        this.#files.flushFolder(folder);
    } catch (error) {
      this.abandon();
      throw error;
    }
  }

  /** Removes what was added since the last `commit`. */
  abandon(): void {
    for (const { from } of this.#pending) this.#files.remove(from);
    this.#pending = [];
  }
}
