import type { VersionRow } from '../../registry/rows/versions.ts';
import type { DatasetManifest } from '../../vault/dataset-manifest.ts';

/** A version that a step of processing made; it waits in quarantine. */
export interface Derived {
  readonly version: VersionRow;
  readonly manifest: DatasetManifest;
  /** Why its records are not known, or not all of them. */
  readonly recordsNote: string | null;
}
