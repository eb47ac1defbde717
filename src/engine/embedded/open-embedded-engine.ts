import { availableParallelism } from 'node:os';
import type { ProgressListener } from '../progress.ts';
import type { DataSource } from '../reading/open-source.ts';
import type { ProbabilitiesFile } from '../reading/probabilities/read-probabilities.ts';
import { assembleOrigins } from './assemble/assemble-origins.ts';
import { assembleStore, storedTexts, type UnfoldedStore } from './assemble/assemble-store.ts';
import { assignFolds } from './assemble/assign-folds.ts';
import { equalRecords } from './assemble/equal-records.ts';
import { describeDataset } from './describe-dataset.ts';
import { EmbeddedEngine } from './embedded-engine.ts';
import type { EmbeddedState } from './embedded-state.ts';
import { givenProbabilities } from './given/given-probabilities.ts';
import { rememberIds } from './given/remembered-ids.ts';
import { type Ingested, ingestSource } from './ingest/ingest-source.ts';
import { type IngestPlan, ingestPlan } from './ingest/plan.ts';
import { taughtTexts } from './ingest/taught-texts.ts';
import { summariseReading } from './read-summary.ts';
import type { LabelColumn } from './store.ts';
import { createWorkerPool } from './worker-pool.ts';

export interface OpenRequest {
  readonly source: DataSource;
  /** A folder for spilled data; whoever made it removes it. */
  readonly scratch: string;
  /** Budget of the process in bytes. */
  readonly memory: number;
  /** Predictions of the user's own model, by which labels are judged. */
  readonly probabilities?: ProbabilitiesFile | undefined;
  /** Worker threads, 0 to work in this one; chosen by the size of the source where absent. */
  readonly lanes?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly deadline?: number | undefined;
  readonly progress?: ProgressListener | undefined;
}

export interface OpenedEngine {
  readonly engine: EmbeddedEngine;
  /** Where its records stand in the dataset; where there is a length alone, they count up from 0. */
  readonly positions: ArrayLike<number>;
  /** True where the time limit ended the reading. */
  readonly stoppedEarly: boolean;
}

/** Starting threads costs more than it gains below this size. */
const SMALL_SOURCE = 3_000_000;
/** Share of the budget that texts and tokens may take; tables and threads need the rest. */
const SPOOL_SHARE = 0.33;

/** Reads a source to its end and opens the embedded engine on it. */
export async function openEmbeddedEngine(request: OpenRequest): Promise<OpenedEngine> {
  const { source, scratch, memory, signal, deadline, progress, probabilities: file } = request;
  const remembered = file?.table.ids === undefined ? { source, ids: null } : rememberIds(source);
  const pool = await createWorkerPool(request.lanes ?? lanesFor(source), signal);
  const open: { close(): void | Promise<void> }[] = [pool];
  try {
    const plan = ingestPlan(source.schema, source.roles);
    const ingested = await ingestSource({
      source: remembered.source,
      plan,
      pool,
      scratch,
      memory: memory * SPOOL_SHARE,
      signal,
      deadline,
      progress,
    });
    open.unshift({ close: ingested.close });
    const taught = taughtTexts(ingested);
    const preferences =
      taught === null || taught.rejected === null
        ? null
        : await pool.run('compare-preferences', {
            prompts: storedTexts(ingested),
            responses: taught.responses,
            rejected: taught.rejected,
            records: ingested.records,
          });
    const behaviours =
      taught === null || plan.labels.length > 0
        ? null
        : await pool.run('derive-behaviours', {
            ...taught,
            prompts: storedTexts(ingested),
            records: ingested.records,
            weak: summariseReading(ingested).weak,
            contrary: preferences?.contrary ?? null,
          });
    const { unfolded, bandKeys, stoppedEarly, ...kept } = assemble(ingested, plan, behaviours);
    progress?.({ phase: 'copies', records: unfolded.records, share: null });
    const { clusterOf, copyOf } =
      bandKeys === null
        ? { clusterOf: equalRecords(kept.digests), copyOf: null }
        : await pool.run('cluster-copies', {
            texts: kept.texts,
            records: unfolded.records,
            bandKeys,
          });
    const store = { ...unfolded, folds: assignFolds(clusterOf, kept.digests) };
    const description = describeDataset({ name: source.name, plan, store, ...kept });
    const responses = taught?.responses ?? null;
    const { labelProblem } = description;
    const { ids } = remembered;
    const probabilities =
      file === undefined
        ? null
        : givenProbabilities({ file, labels: store.labels, labelProblem, ids });
    const engine = new EmbeddedEngine({
      ...kept,
      description,
      plan,
      store,
      responses,
      preferences,
      probabilities,
      clusterOf,
      copyOf,
      pool,
      scratch,
      memory,
      progress,
    });
    const positions = kept.reading.positions ?? { length: store.records };
    return { engine, positions, stoppedEarly };
  } catch (error) {
    for (const one of open) await one.close();
    throw error;
  }
}

interface Assembled
  extends Pick<EmbeddedState, 'origins' | 'texts' | 'digests' | 'reading' | 'closeScratch'> {
  readonly unfolded: UnfoldedStore;
  readonly unlooked: readonly string[];
  readonly bandKeys: Uint32Array | null;
  readonly stoppedEarly: boolean;
}

/** The columns of the dataset, out of what the threads took in; the batches themselves are let go. */
function assemble(ingested: Ingested, plan: IngestPlan, behaviours: LabelColumn | null): Assembled {
  const origins = assembleOrigins(ingested, plan);
  const unfolded = assembleStore(ingested, plan, {
    origins: origins.columns,
    behaviours,
  });
  return {
    unfolded,
    origins: origins.columns,
    unlooked: [...origins.unlooked, ...unfolded.items.unlooked],
    texts: storedTexts(ingested),
    digests: ingested.columns.digests,
    bandKeys: !plan.hasText ? null : ingested.columns.bandKeys,
    reading: summariseReading(ingested),
    stoppedEarly: ingested.stoppedEarly,
    closeScratch: ingested.close,
  };
}

function lanesFor({ bytes }: DataSource): number {
  return bytes < SMALL_SOURCE ? 0 : Math.min(8, availableParallelism());
}
