import { canonicalJson } from '../core/canonical-json.ts';
import { type Digest, digestOf } from '../core/digest.ts';
import type { ManifestFile } from '../vault/dataset-manifest.ts';

/**
 * One digest for everything that a retrieval brought: of the file itself where it is one, else of the
 * list of paths, digests and sizes in canonical JSON, in order of the paths. Rows that a table hides
 * count: the same file with other rows hidden is other data.
 */
export function contentDigest(files: readonly ManifestFile[]): Digest {
  const [file, another] = files;
  if (file !== undefined && another === undefined && file.deletedRows === undefined)
    return file.sha256;
  return digestOf(
    canonicalJson(
      files.map(({ path, sha256, size, deletedRows }) =>
        deletedRows === undefined ? [path, sha256, size] : [path, sha256, size, deletedRows.rows],
      ),
    ),
  );
}
