import { join } from 'node:path';
import { CredenceError } from '../core/error.ts';
import { DurableWriter } from '../core/storage/durable-writer.ts';
import type { FileSystem } from '../core/storage/file-system.ts';
import { makeFolderDurably } from '../core/storage/make-folder-durably.ts';
import { nodeFileSystem } from '../core/storage/node-file-system.ts';
import { ScratchFolder } from '../core/storage/scratch-folder.ts';
import { CHECKPOINT_PATH, type LogFile, type TileStore } from './tile-store.ts';

/** The folder, inside the log's, for files that are being written. */
export const SCRATCH_NAME = 'scratch';

/** No file of a log is larger: a bundle of 256 entries of 65,535 bytes. */
const MAX_FILE_BYTES = 256 * (2 + 65_535);

/** A log as plain files in a folder, which any web server or object store can publish as they are. */
export class FileTileStore implements TileStore {
  readonly folder: string;
  readonly #files: FileSystem;
  readonly #scratch: ScratchFolder;

  constructor(folder: string, files: FileSystem = nodeFileSystem) {
    this.folder = folder;
    this.#files = files;
    this.#scratch = new ScratchFolder(join(folder, SCRATCH_NAME), files);
  }

  /** @throws CredenceError `FILE_UNREADABLE` for links, folders and files too large to be of a log */
  read(path: string): Buffer | null {
    const place = join(this.folder, path);
    if (this.#files.status(place) === null) return null;
    const file = this.#files.open(place);
    try {
      if (file.size > MAX_FILE_BYTES) {
        throw new CredenceError('FILE_UNREADABLE', `${place} is too large to be of a ledger.`, {
          at: { file: place },
        });
      }
      const bytes = Buffer.alloc(file.size);
      return bytes.subarray(0, this.#files.read(file, bytes, 0));
    } finally {
      this.#files.close(file);
    }
  }

  /** @throws CredenceError `STORAGE_FAILED` */
  write(files: readonly LogFile[]): void {
    makeFolderDurably(this.#scratch.path, this.#files);
    const writer = new DurableWriter(this.#files, this.#scratch);
    try {
      for (const { path, bytes } of files) writer.write(join(this.folder, path), bytes);
      writer.commit();
    } finally {
      writer.abandon();
    }
  }

  remove(paths: readonly string[]): void {
    for (const path of paths) this.#files.remove(join(this.folder, path));
  }

  list(folder: string): readonly string[] {
    return this.#files.list(join(this.folder, folder));
  }

  /** Removes what crashed writers left; returns the names. */
  sweep(): readonly string[] {
    return this.#scratch.sweep();
  }

  /** All files of the log by path, folders walked in order; scratch files are not of the log. */
  *walk(folder = ''): Generator<string> {
    for (const name of this.list(folder)) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (path === SCRATCH_NAME || path === CHECKPOINT_PATH) continue;
      if (this.#files.status(join(this.folder, path))?.kind === 'folder') yield* this.walk(path);
      else yield path;
    }
  }
}
