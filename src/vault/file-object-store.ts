import type { Digest } from '../core/digest.ts';
import { CredenceError } from '../core/error.ts';
import type { FileSystem } from '../core/storage/file-system.ts';
import { nodeFileSystem } from '../core/storage/node-file-system.ts';
import { ScratchFolder } from '../core/storage/scratch-folder.ts';
import { emptyTrash, GarbageCollector } from './collect-garbage.ts';
import { objectPath } from './object-path.ts';
import type {
  GarbageOptions,
  GarbageReport,
  ObjectSource,
  ObjectStore,
  PutOptions,
  StoredObject,
  VaultReport,
} from './object-store.ts';
import { ObjectWriter } from './object-writer.ts';
import { PackFolder } from './packs/pack-folder.ts';
import { PutBatch } from './put-batch.ts';
import { missingObject, type ReadMeans, readObject } from './read-object.ts';
import { TaskRunner } from './threads/task-runner.ts';
import type { Checked } from './threads/vault-task.ts';
import { VaultThreads } from './threads/vault-threads.ts';
import { makeVaultFolders, type VaultFolders, vaultFolders } from './vault-folders.ts';
import { listVault } from './vault-listing.ts';
import { verifyVault } from './verify-vault.ts';

export interface FileStoreOptions {
  /** Another file system; then all work is done in this thread. */
  readonly files?: FileSystem | undefined;
  /** How many threads may read and hash; as many as cores unless told, 0 for none but this one. */
  readonly threads?: number | undefined;
}

const DAY_MS = 24 * 3_600_000;
const READ_LIMIT = 64 * 1024 * 1024;

/** A vault in a folder of the file system: large objects as files named by digest, small ones in packs. */
export class FileObjectStore implements ObjectStore {
  readonly folder: string;
  readonly #folders: VaultFolders;
  readonly #files: FileSystem;
  readonly #threads: VaultThreads | null;
  readonly #means: ReadMeans;
  /** Batches follow each other: they share the open batches of the threads. */
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(folder: string, { files, threads }: FileStoreOptions) {
    this.folder = folder;
    this.#folders = vaultFolders(folder);
    this.#files = files ?? nodeFileSystem;
    const alone = files !== undefined || threads === 0;
    this.#threads = alone ? null : new VaultThreads(threads);
    const packs = new PackFolder(this.#folders.packs, this.#files);
    this.#means = { root: folder, files: this.#files, packs };
  }

  /**
   * Opens a vault, or makes an empty one; removes what crashed writers left.
   *
   * @throws CredenceError `STORAGE_FAILED`
   */
  static open(folder: string, options: FileStoreOptions = {}): FileObjectStore {
    const store = new FileObjectStore(folder, options);
    makeVaultFolders(store.#folders, store.#files);
    new ScratchFolder(store.#folders.scratch, store.#files).sweep();
    emptyTrash(store.#folders, store.#files);
    return store;
  }

  /** Opens a vault without changing anything, so also on a read-only disk. */
  static openToRead(folder: string, options: FileStoreOptions = {}): FileObjectStore {
    return new FileObjectStore(folder, options);
  }

  async put(source: ObjectSource, options: PutOptions = {}): Promise<StoredObject> {
    const [stored] = await this.putAll([source], options);
    if (stored !== undefined) return stored;
    throw new CredenceError('INTERNAL', 'The vault lost count of its objects.');
  }

  putAll(
    sources: Iterable<ObjectSource> | AsyncIterable<ObjectSource>,
    options: PutOptions = {},
  ): Promise<readonly StoredObject[]> {
    const stored = this.#queue.then(() => this.#putBatch(sources, options));
    this.#queue = stored.catch(() => undefined);
    return stored;
  }

  async #putBatch(
    sources: Iterable<ObjectSource> | AsyncIterable<ObjectSource>,
    options: PutOptions,
  ): Promise<readonly StoredObject[]> {
    const batch = new PutBatch(
      {
        root: this.folder,
        files: this.#files,
        writer: new ObjectWriter(this.#folders, this.#files),
        threads: this.#threads,
      },
      options,
    );
    try {
      for await (const source of sources) await batch.add(source);
      return await batch.commit();
    } catch (error) {
      await batch.abandon();
      throw error;
    }
  }

  async size(digest: Digest): Promise<number | null> {
    return await Promise.resolve(this.#size(digest));
  }

  #size(digest: Digest): number | null {
    const status = this.#files.status(objectPath(this.folder, digest));
    if (status?.kind === 'file') return status.size;
    const { packs } = this.#means;
    if (packs.find(digest).length === 0) packs.refresh();
    const [place] = packs.find(digest);
    return place?.object.length ?? null;
  }

  read(digest: Digest): AsyncIterable<Uint8Array> {
    return readObject(digest, this.#means);
  }

  async bytes(digest: Digest, limit: number = READ_LIMIT): Promise<Buffer> {
    const size = this.#size(digest);
    if (size === null) throw missingObject(digest);
    if (size > limit) {
      throw new CredenceError('LIMIT_EXCEEDED', `${digest} has ${size} bytes, ${limit} at most.`, {
        hint: 'Read it in pieces.',
      });
    }
    return Buffer.concat(await Array.fromAsync(this.read(digest)));
  }

  *list(): Generator<Digest> {
    for (const { digest } of listVault(this.folder, this.#files).objects) yield digest;
    for (const pack of this.#means.packs.refresh())
      for (const { digest } of pack.objects()) yield digest;
  }

  verify(digests?: Iterable<Digest>, options: PutOptions = {}): Promise<VaultReport> {
    const threads = this.#threads;
    const here = new TaskRunner(this.#files);
    return verifyVault(digests, {
      ...options,
      means: this.#means,
      check: (job) => {
        if (threads === null) return Promise.resolve(here.run(job) as Checked);
        return job.name === 'check'
          ? threads.run('check', job.input)
          : threads.run('checkPack', job.input);
      },
    });
  }

  collectGarbage(
    live: ReadonlySet<Digest>,
    { graceMs = DAY_MS }: GarbageOptions = {},
  ): Promise<GarbageReport> {
    const collected = this.#queue.then(() => {
      const rule = { live, putBefore: Date.now() - graceMs };
      return new GarbageCollector(this.#folders, this.#files, rule).collect();
    });
    this.#queue = collected.catch(() => undefined);
    return collected;
  }

  async close(): Promise<void> {
    await this.#queue;
    await this.#threads?.close();
  }
}
