import { join } from 'node:path';
import type { Digest } from '../../core/digest.ts';
import type { FileSystem } from '../../core/storage/file-system.ts';
import { Pack } from './pack.ts';
import type { PackedObject } from './pack-format.ts';

const PACK_NAME = /^[0-9a-f]{64}\.pack$/;

/** A pack that holds an object, and where. */
export interface PackPlace {
  readonly pack: Pack;
  readonly object: PackedObject;
}

/** All packs of a vault; looks again when asked, since other processes add some. */
export class PackFolder {
  readonly path: string;
  readonly #files: FileSystem;
  #packs: Map<string, Pack> = new Map();

  constructor(path: string, files: FileSystem) {
    this.path = path;
    this.#files = files;
  }

  /** Reads the indexes of packs that are new, and forgets those of packs that are gone. */
  refresh(): readonly Pack[] {
    const known = this.#packs;
    const names = this.#files.list(this.path).filter((name) => PACK_NAME.test(name));
    this.#packs = new Map();
    for (const name of names) {
      const pack = known.get(name) ?? this.#open(name);
      if (pack !== null) this.#packs.set(name, pack);
    }
    return [...this.#packs.values()];
  }

  /** Everywhere that an object is, as far as known since the last `refresh`. */
  find(digest: Digest): readonly PackPlace[] {
    const places: PackPlace[] = [];
    for (const pack of this.#packs.values()) {
      const object = pack.find(digest);
      if (object !== null) places.push({ pack, object });
    }
    return places;
  }

  /** A pack may go between listing and opening: another process collects garbage. */
  #open(name: string): Pack | null {
    const path = join(this.path, name);
    return this.#files.status(path)?.kind === 'file' ? Pack.open(path, this.#files) : null;
  }
}
