import type { DatasetManifest, ManifestFile } from '../../vault/dataset-manifest.ts';

/** How two versions differ by their files. Paths are as in the manifests. */
export interface FileDiff {
  readonly same: number;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
  /** The same bytes under another path. */
  readonly moved: readonly { readonly from: string; readonly to: string }[];
}

export function diffFiles(before: DatasetManifest, after: DatasetManifest): FileDiff {
  const old = new Map(before.files.map((file) => [file.path, file]));
  const now = new Map(after.files.map((file) => [file.path, file]));
  const gone = before.files.filter(({ path }) => !now.has(path));
  const fresh = after.files.filter(({ path }) => !old.has(path));
  const moved = pairMoved(gone, fresh);
  const left = new Set(moved.map(({ from }) => from));
  const came = new Set(moved.map(({ to }) => to));
  const both = after.files.filter(({ path }) => old.has(path));
  const changed = both.filter((file) => !isSame(file, old.get(file.path)));
  return {
    same: both.length - changed.length,
    added: fresh.flatMap(({ path }) => (came.has(path) ? [] : [path])),
    removed: gone.flatMap(({ path }) => (left.has(path) ? [] : [path])),
    changed: changed.map(({ path }) => path),
    moved,
  };
}

function isSame(file: ManifestFile, other: ManifestFile | undefined): boolean {
  return file.sha256 === other?.sha256 && file.deletedRows?.rows === other.deletedRows?.rows;
}

function pairMoved(
  gone: readonly ManifestFile[],
  fresh: readonly ManifestFile[],
): FileDiff['moved'] {
  const places = new Map<string, string[]>();
  for (const { sha256, path } of gone) places.set(sha256, [...(places.get(sha256) ?? []), path]);
  return fresh.flatMap(({ sha256, path }) => {
    const from = places.get(sha256)?.shift();
    return from === undefined ? [] : [{ from, to: path }];
  });
}
