import { basename, dirname, join } from 'node:path';
import type { Digest } from '../core/digest.ts';
import { DurableWriter } from '../core/storage/durable-writer.ts';
import type { FileSystem } from '../core/storage/file-system.ts';
import { ScratchFolder } from '../core/storage/scratch-folder.ts';
import { digestFromHex, objectPath } from './object-path.ts';
import type { GarbageReport } from './object-store.ts';
import { Pack } from './packs/pack.ts';
import type { PackedObject } from './packs/pack-format.ts';
import { PackWriter } from './packs/pack-writer.ts';
import type { VaultFolders } from './vault-folders.ts';
import { listVault } from './vault-listing.ts';

/** What is garbage. */
export interface GarbageRule {
  readonly live: ReadonlySet<Digest>;
  /** Files put, or put again, after this are kept; milliseconds since 1970. */
  readonly putBefore: number;
}

interface Removed {
  readonly digest: Digest;
  readonly size: number;
}

/**
 * Removes dead objects. A file is first moved away and looked at once more: where another process put
 * the same object again meanwhile, which renews its time, it is moved back.
 */
export class GarbageCollector {
  readonly #folders: VaultFolders;
  readonly #files: FileSystem;
  readonly #rule: GarbageRule;
  readonly #removed: Removed[] = [];

  constructor(folders: VaultFolders, files: FileSystem, rule: GarbageRule) {
    this.#folders = folders;
    this.#files = files;
    this.#rule = rule;
  }

  collect(): GarbageReport {
    const { objects, packs } = listVault(this.#folders.root, this.#files);
    for (const { digest, path } of objects) this.#collectObject(digest, path);
    for (const path of packs) this.#collectPack(path);
    return {
      removed: this.#removed.map(({ digest }) => digest),
      bytes: this.#removed.reduce((sum, { size }) => sum + size, 0),
    };
  }

  #collectObject(digest: Digest, path: string): void {
    if (this.#rule.live.has(digest)) return;
    const size = this.#files.status(path)?.size ?? 0;
    if (this.#remove(path)) this.#removed.push({ digest, size });
  }

  /** A pack with dead objects is written again without them. */
  #collectPack(path: string): void {
    if (!this.#isOld(path)) return;
    const pack = Pack.open(path, this.#files);
    const objects = [...pack.objects()];
    const dead = objects.filter(({ digest }) => !this.#rule.live.has(digest));
    const live = objects.filter(({ digest }) => this.#rule.live.has(digest));
    if (dead.length === 0 || !pack.intact || !this.#writeAgain(pack, live)) return;
    if (this.#remove(path))
      this.#removed.push(...dead.map(({ digest, length }) => ({ digest, size: length })));
  }

  /** Whether all live objects are in another pack now; a damaged one keeps the old pack as evidence. */
  #writeAgain(pack: Pack, live: readonly PackedObject[]): boolean {
    if (live.length === 0) return true;
    const scratch = new ScratchFolder(this.#folders.scratch, this.#files);
    const writer = new DurableWriter(this.#files, scratch);
    const packs = new PackWriter(this.#folders.packs, this.#files, writer);
    for (const object of live) {
      const data = pack.read(object, this.#files);
      if (data === null) {
        packs.abandon();
        writer.abandon();
        return false;
      }
      packs.append(object.digest, data);
    }
    packs.finish();
    writer.commit();
    return true;
  }

  #isOld(path: string): boolean {
    const status = this.#files.status(path);
    return status?.kind === 'file' && status.modifiedMs < this.#rule.putBefore;
  }

  #remove(path: string): boolean {
    if (!this.#isOld(path)) return false;
    const trashed = join(this.#folders.trash, basename(path));
    this.#files.rename(path, trashed);
    if (this.#isOld(trashed)) {
      this.#files.remove(trashed);
      return true;
    }
    if (this.#files.status(trashed) === null) return false;
    this.#files.rename(trashed, path);
    this.#files.flushFolder(dirname(path));
    return false;
  }
}

/** Puts back what a crash left in the trash; the next collection will find it again. */
export function emptyTrash(folders: VaultFolders, files: FileSystem): void {
  for (const name of files.list(folders.trash)) {
    const trashed = join(folders.trash, name);
    const digest = digestFromHex(name);
    const path = digest === null ? join(folders.packs, name) : objectPath(folders.root, digest);
    if (files.status(path) === null) files.rename(trashed, path);
    else files.remove(trashed);
  }
}
