import type { DatasetName } from '../core/identifiers.ts';
import { decodeManifest, type ManifestFile } from '../vault/dataset-manifest.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** The largest list of files that is worth reading to save writing some again. */
const LARGEST_LIST = 256 * 1024 * 1024;

/**
 * What the newest version of a dataset holds, by path: a large file that is the same again needs to be
 * hashed, and not to be written.
 */
export async function knownDigests(
  { read, vault }: Workspace,
  dataset: DatasetName,
): Promise<ReadonlyMap<string, ManifestFile>> {
  const [newest] = await read.versions.ofDataset(dataset);
  if (newest === undefined) return new Map();
  const { files } = decodeManifest(await vault.bytes(newest.id, LARGEST_LIST), newest.id);
  return new Map(files.map((file) => [file.path, file]));
}
