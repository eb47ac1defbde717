import type { Digest } from '../../core/digest.ts';
import type { DatasetManifest } from '../../vault/dataset-manifest.ts';

/** The objects that hold the content of a version; its manifest is not among them. */
export function* contentObjects({
  files,
  records,
  transformation,
}: DatasetManifest): Generator<Digest> {
  for (const { sha256, deletedRows } of files) {
    yield sha256;
    if (deletedRows !== undefined) yield deletedRows.rows;
  }
  if (records !== null) yield records.digests;
  if (transformation !== null) yield transformation.code;
}
