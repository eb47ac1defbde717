import type { ZipEntry } from '../containers/zip/zip-archive.ts';
import type { StorageDirectory, StorageReference } from '../pickle/checks/torch-storage.ts';

/** Storages of an archive, each of which must have exactly the size that pickles say. */
export class ArchiveStorages implements StorageDirectory {
  readonly #entries: ReadonlyMap<string, ZipEntry>;
  readonly #folder: string;
  readonly #used: Set<string>;

  /**
   * @param folder in which the pickle's keys are looked up: `data/`
   * @param used takes the paths that were referred to
   */
  constructor(entries: ReadonlyMap<string, ZipEntry>, folder: string, used: Set<string>) {
    this.#entries = entries;
    this.#folder = folder;
    this.#used = used;
  }

  refer({ key, elements, elementBytes }: StorageReference): string | null {
    const path = this.#folder + key;
    const entry = this.#entries.get(path);
    if (entry === undefined) return `the archive has no ${path}`;
    this.#used.add(path);
    const bytes = elements * elementBytes;
    return entry.size === bytes
      ? null
      : `it stands for ${bytes} bytes, and the archive's ${path} has ${entry.size}`;
  }
}
