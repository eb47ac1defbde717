import type { DatasetVersionId } from '../core/identifiers.ts';
import type { RetrievalRow } from '../registry/rows/retrievals.ts';
import type { DatasetManifest } from '../vault/dataset-manifest.ts';
import type { Signal } from './connectors/signal.ts';

/** A version that was taken in, and waits in quarantine. */
export interface Taken {
  readonly version: DatasetVersionId;
  readonly manifest: DatasetManifest;
  readonly retrieval: RetrievalRow;
  readonly signals: readonly Signal[];
  /** Why its records are not known, or not all of them. */
  readonly recordsNote: string | null;
}
