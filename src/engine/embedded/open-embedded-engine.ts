import { availableParallelism } from 'node:os';
import type { ProgressListener } from '../progress.ts';
import type { DataSource } from '../reading/open-source.ts';
import { assembleOrigins } from './assemble/assemble-origins.ts';
import { assembleStore, storedTexts } from './assemble/assemble-store.ts';
import { assignFolds } from './assemble/assign-folds.ts';
import { equalRecords } from './assemble/equal-records.ts';
import { describeDataset } from './describe-dataset.ts';
import { EmbeddedEngine } from './embedded-engine.ts';
import { type Ingested, ingestSource } from './ingest/ingest-source.ts';
import { ingestPlan } from './ingest/plan.ts';
import { createWorkerPool } from './worker-pool.ts';

export interface OpenRequest {
  readonly source: DataSource;
  /** A folder for spilled data; whoever made it removes it. */
  readonly scratch: string;
  /** Budget of the process in bytes. */
  readonly memory: number;
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
const SPOOL_SHARE = 0.4;

/** Reads a source to its end and opens the embedded engine on it. */
export async function openEmbeddedEngine(request: OpenRequest): Promise<OpenedEngine> {
  const { source, scratch, memory, signal, deadline, progress } = request;
  const pool = await createWorkerPool(request.lanes ?? lanesFor(source), signal);
  let ingested: Ingested | undefined;
  try {
    const plan = ingestPlan(source.schema, source.roles);
    ingested = await ingestSource({
      source,
      plan,
      pool,
      scratch,
      memory: memory * SPOOL_SHARE,
      signal,
      deadline,
      progress,
    });
    const origins = assembleOrigins(ingested, plan);
    const unfolded = assembleStore(ingested, plan, origins);
    const texts = storedTexts(ingested);
    const digests = joinBytes(ingested.batches.map((batch) => batch.digests));
    progress?.({ phase: 'copies', records: ingested.records, share: null });
    const { clusterOf, copyOf } =
      plan.texts.length === 0
        ? { clusterOf: equalRecords(digests), copyOf: null }
        : await pool.run('cluster-copies', {
            texts,
            records: ingested.records,
            bandKeys: joinBandKeys(ingested),
          });
    const store = { ...unfolded, folds: assignFolds(clusterOf, digests) };
    const description = describeDataset({ name: source.name, plan, store, ingested, digests });
    const engine = new EmbeddedEngine({
      description,
      plan,
      ingested,
      store,
      texts,
      origins,
      clusterOf,
      copyOf,
      digests,
      pool,
      progress,
    });
    return {
      engine,
      positions: ingested.positions ?? { length: ingested.records },
      stoppedEarly: ingested.stoppedEarly,
    };
  } catch (error) {
    ingested?.close();
    await pool.close();
    throw error;
  }
}

function lanesFor({ bytes }: DataSource): number {
  return bytes < SMALL_SOURCE ? 0 : Math.min(8, availableParallelism());
}

function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let used = 0;
  for (const part of parts) {
    joined.set(part, used);
    used += part.length;
  }
  return joined;
}

function joinBandKeys({ batches }: Ingested): Uint32Array {
  const joined = new Uint32Array(
    new SharedArrayBuffer(batches.reduce((sum, { bandKeys }) => sum + bandKeys.byteLength, 0)),
  );
  let used = 0;
  for (const { bandKeys } of batches) {
    joined.set(bandKeys, used);
    used += bandKeys.length;
  }
  return joined;
}
