import type { ManifestFile } from '../vault/dataset-manifest.ts';
import { digestFiles } from '../vault/digest-files.ts';
import type { FileSource, ObjectStore, StoredObject } from '../vault/object-store.ts';

/** From this size on, hashing first is worth it where the bytes are likely to be there already. */
const LARGE = 8 * 1024 * 1024;

interface PlacedFile {
  readonly path: string;
  readonly at: string;
  readonly stamp: { readonly size: bigint };
}

/**
 * Puts files into the vault. A large one that has path and size of one that is there is hashed first,
 * and written only if it is another.
 *
 * @returns in the order of the files
 */
export async function storeFiles(
  files: readonly PlacedFile[],
  {
    vault,
    known,
    signal,
  }: {
    readonly vault: ObjectStore;
    readonly known: ReadonlyMap<string, ManifestFile>;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<readonly StoredObject[]> {
  const options = signal === undefined ? {} : { signal };
  const likely = await likelyThere(files, { vault, known });
  const hashed =
    likely.length === 0
      ? []
      : await digestFiles(
          likely.map(({ at }) => ({ path: at })),
          options,
        );
  const there = new Map<string, StoredObject>();
  for (const [index, { path }] of likely.entries()) {
    const found = hashed[index];
    if (found !== undefined && found.digest === known.get(path)?.sha256) there.set(path, found);
  }
  const fresh = files.filter(({ path }) => !there.has(path));
  const sources = fresh.map(({ at }): FileSource => ({ path: at }));
  const stored = (await vault.putAll(sources, options)).values();
  return files.map(({ path }) => there.get(path) ?? (stored.next().value as StoredObject));
}

async function likelyThere(
  files: readonly PlacedFile[],
  {
    vault,
    known,
  }: { readonly vault: ObjectStore; readonly known: ReadonlyMap<string, ManifestFile> },
): Promise<readonly PlacedFile[]> {
  const likely: PlacedFile[] = [];
  for (const file of files) {
    const before = known.get(file.path);
    if (before === undefined || before.size < LARGE || BigInt(before.size) !== file.stamp.size)
      continue;
    if ((await vault.size(before.sha256)) === before.size) likely.push(file);
  }
  return likely;
}
