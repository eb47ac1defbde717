import type { PreferenceFacts } from '../operations/answers.ts';
import type { DatasetDescription } from '../operations/dataset-description.ts';
import type { ProgressListener } from '../progress.ts';
import type { OriginColumn } from './columns/origin-column.ts';
import type { StoredTexts } from './columns/text-column.ts';
import type { GivenProbabilities } from './given/given-probabilities.ts';
import type { IngestPlan } from './ingest/plan.ts';
import type { ReadSummary } from './read-summary.ts';
import type { Store } from './store.ts';
import type { WorkerPool } from './worker-pool.ts';

/** All that the embedded engine holds once a dataset has been read. */
export interface EmbeddedState {
  readonly description: DatasetDescription;
  readonly plan: IngestPlan;
  readonly reading: ReadSummary;
  /** Lets go of the scratch files. */
  readonly closeScratch: () => void;
  readonly store: Store;
  readonly texts: StoredTexts;
  /** What a model is taught to say, where the data are of that kind. */
  readonly responses: StoredTexts | null;
  /** Of preference pairs: both sides compared. */
  readonly preferences: PreferenceFacts | null;
  /** Of the user's own model, where some are given. */
  readonly probabilities: GivenProbabilities | null;
  readonly origins: readonly OriginColumn[];
  /** First record of each record's cluster of copies. */
  readonly clusterOf: Uint32Array;
  /** First record with the same text; `null` where there is no text. */
  readonly copyOf: Uint32Array | null;
  readonly digests: Uint8Array;
  readonly pool: WorkerPool;
  readonly scratch: string;
  /** Budget of the process in bytes. */
  readonly memory: number;
  readonly progress?: ProgressListener | undefined;
}
