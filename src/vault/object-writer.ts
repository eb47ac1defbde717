import { dirname } from 'node:path';
import { type Digest, DigestStream, digestOf } from '../core/digest.ts';
import { CredenceError } from '../core/error.ts';
import { alignedBuffer, BLOCK_BYTES } from '../core/storage/aligned-buffer.ts';
import { DurableWriter } from '../core/storage/durable-writer.ts';
import type { FileSystem, OpenFile, OutputFile } from '../core/storage/file-system.ts';
import { ScratchFolder } from '../core/storage/scratch-folder.ts';
import { errnoOf } from '../core/storage/storage-error.ts';
import { assertUnchanged, CHUNK_BYTES, chunksOf, wholeFile } from './file-chunks.ts';
import { objectPath } from './object-path.ts';
import type { FileSource, StoredObject } from './object-store.ts';
import { PackFolder } from './packs/pack-folder.ts';
import { PackWriter } from './packs/pack-writer.ts';
import { assertExpected } from './unexpected-bytes.ts';
import type { VaultFolders } from './vault-folders.ts';

/** Objects up to this size share packs, where there are enough of them. */
export const SMALL_BYTES: number = 256 * 1024;

/** Fewer small objects than this get files of their own. */
const PACK_FROM = 16;

/**
 * Writes objects in one thread, without waiting for anything but the disk. Nothing is there before
 * `commit`; everything is, and durably, after it.
 */
export class ObjectWriter {
  readonly #folders: VaultFolders;
  readonly #files: FileSystem;
  readonly #writer: DurableWriter;
  readonly #packs: PackFolder;
  readonly #pack: PackWriter;
  #few: Map<Digest, Uint8Array> = new Map();
  #buffer: Buffer | null = null;
  /** Until the file system refuses it. */
  #direct = true;
  #packing = false;
  #started = false;
  /** Folders of objects that were there already; perhaps their names are not on the disk yet. */
  readonly #reused: Set<string> = new Set();

  constructor(folders: VaultFolders, files: FileSystem) {
    this.#folders = folders;
    this.#files = files;
    this.#writer = new DurableWriter(files, new ScratchFolder(folders.scratch, files));
    this.#packs = new PackFolder(folders.packs, files);
    this.#pack = new PackWriter(folders.packs, files, this.#writer);
  }

  /** Reads a file once, hashing and writing; errors as for `ObjectStore.put`. */
  putFile({ path, expected }: FileSource): StoredObject {
    const source = this.#files.open(path);
    try {
      if (source.size > SMALL_BYTES) return this.#putLarge(source, expected);
      const data = wholeFile(source, this.#files);
      assertUnchanged(source, data.length, this.#files);
      return this.putBytes(data, expected);
    } finally {
      this.#files.close(source);
    }
  }

  /** Takes bytes over; the caller must not change them any more. */
  putBytes(data: Uint8Array, expected?: Digest): StoredObject {
    const digest = digestOf(data);
    assertExpected(digest, expected, 'The object');
    if (data.length > SMALL_BYTES) {
      this.#writer.write(objectPath(this.#folders.root, digest), data);
    } else if (!this.#isKept(digest, data.length)) {
      this.#putSmall(digest, data);
    }
    return { digest, size: data.length };
  }

  /** Starts an object whose bytes come later; give it to `finishStream` or `dropStream`. */
  startStream(): OutputFile {
    return this.#writer.start();
  }

  finishStream(file: OutputFile, digest: Digest): void {
    this.#writer.add(file, objectPath(this.#folders.root, digest));
  }

  dropStream(file: OutputFile): void {
    this.#writer.drop(file);
  }

  /** Flushes everything and gives it its names; only then may it be acknowledged. */
  commit(): void {
    for (const [digest, data] of this.#few)
      this.#writer.write(objectPath(this.#folders.root, digest), data);
    this.#pack.finish();
    this.#writer.commit();
    for (const folder of this.#reused) this.#files.flushFolder(folder);
    this.#reset();
  }

  /** Gives up everything since the last `commit`. */
  abandon(): void {
    this.#pack.abandon();
    this.#writer.abandon();
    this.#reset();
  }

  #reset(): void {
    this.#few = new Map();
    this.#packing = false;
    this.#started = false;
    this.#reused.clear();
  }

  #putLarge(source: OpenFile, expected: Digest | undefined): StoredObject {
    const file = this.#writer.start(this.#direct);
    this.#buffer ??= alignedBuffer(CHUNK_BYTES);
    const hash = new DigestStream();
    let digest: Digest;
    let size = 0;
    try {
      for (const chunk of chunksOf(source, this.#files, this.#buffer)) {
        size += chunk.length;
        hash.update(chunk);
        this.#files.write(file, file.direct ? wholeBlocks(this.#buffer, chunk.length) : chunk);
      }
      assertUnchanged(source, size, this.#files);
      if (file.direct) this.#files.truncate(file, size);
      digest = hash.finish();
      assertExpected(digest, expected, source.path);
    } catch (error) {
      this.#writer.drop(file);
      if (!file.direct || !isRefused(error)) throw error;
      this.#direct = false;
      return this.#putLarge(source, expected);
    }
    this.#writer.add(file, objectPath(this.#folders.root, digest));
    return { digest, size };
  }

  #putSmall(digest: Digest, data: Uint8Array): void {
    if (this.#packing) {
      this.#pack.append(digest, data);
      return;
    }
    this.#few.set(digest, data);
    if (this.#few.size < PACK_FROM) return;
    for (const [each, bytes] of this.#few) this.#pack.append(each, bytes);
    this.#few = new Map();
    this.#packing = true;
  }

  /**
   * Whether a small object is in the vault already, whole; renews its time of grace if so. Large ones
   * are written again, which costs less than reading both, and mends a damaged one.
   */
  #isKept(digest: Digest, size: number): boolean {
    if (this.#few.has(digest) || this.#pack.has(digest)) return true;
    if (!this.#started) this.#packs.refresh();
    this.#started = true;
    return this.#isKeptAlone(digest, size) || this.#isPacked(digest);
  }

  #isKeptAlone(digest: Digest, size: number): boolean {
    const path = objectPath(this.#folders.root, digest);
    const status = this.#files.status(path);
    if (status?.kind !== 'file' || status.size !== size) return false;
    const file = this.#files.open(path);
    try {
      if (digestOf(wholeFile(file, this.#files)) !== digest) return false;
    } finally {
      this.#files.close(file);
    }
    return this.#renew(path);
  }

  #isPacked(digest: Digest): boolean {
    return this.#packs
      .find(digest)
      .some(
        ({ pack, object }) =>
          this.#files.status(pack.path) !== null &&
          pack.read(object, this.#files) !== null &&
          this.#renew(pack.path),
      );
  }

  #renew(path: string): boolean {
    this.#reused.add(dirname(path));
    return this.#files.touch(path);
  }
}

/** Whether a file system opened a file for direct writes and then would not take them. */
function isRefused(error: unknown): boolean {
  return error instanceof CredenceError && errnoOf(error.cause) === 'EINVAL';
}

/** The bytes that hold `length` bytes, up to the end of a block; what follows is cut off at last. */
function wholeBlocks(buffer: Buffer, length: number): Buffer {
  return buffer.subarray(0, Math.ceil(length / BLOCK_BYTES) * BLOCK_BYTES);
}
