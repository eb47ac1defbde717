import { CredenceError } from '../../../core/error.ts';
import type { RecordBatch } from '../../../records/batch.ts';
import type { ProgressListener } from '../../progress.ts';
import type { DataSource } from '../../reading/open-source.ts';
import { throwIfCancelled } from '../../reading/read-context.ts';
import { Spool, type SpooledBytes } from '../columns/spool.ts';
import type { WorkerPool } from '../worker-pool.ts';
import type {
  IngestDictionaries,
  IngestedBatch,
  IngestedTaught,
  IngestedText,
} from './ingest-batch.ts';
import { type BatchColumns, IngestedColumns } from './ingested-columns.ts';
import type { IngestPlan } from './plan.ts';

/** A batch as it is kept: what is large is spooled. */
export interface KeptBatch
  extends Omit<IngestedBatch, 'textBytes' | 'tokens' | 'taught' | keyof BatchColumns> {
  readonly thread: number;
  readonly text: SpooledBytes;
  readonly tokenIds: SpooledBytes;
  readonly taught: KeptTaught | null;
}

/** What a model is taught to say, as it is kept. */
export interface KeptTaught {
  readonly response: KeptText;
  readonly rejected: KeptText | null;
  readonly bandKeys: Uint32Array;
}

export interface KeptText {
  readonly offsets: Uint32Array;
  readonly bytes: SpooledBytes;
}

export interface IngestRequest {
  readonly source: DataSource;
  readonly plan: IngestPlan;
  readonly pool: WorkerPool;
  readonly scratch: string;
  /** Bytes that texts and tokens may take in memory; the rest goes to scratch. */
  readonly memory: number;
  readonly signal?: AbortSignal | undefined;
  /** When the reading must end, as `performance.now()`; what was read by then is what is scanned. */
  readonly deadline?: number | undefined;
  readonly progress?: ProgressListener | undefined;
}

export interface Ingested {
  /** In file order. */
  readonly batches: readonly KeptBatch[];
  /** Of all records, with the ids of the thread that took each batch in. */
  readonly columns: BatchColumns;
  readonly dictionaries: readonly IngestDictionaries[];
  readonly records: number;
  /** Of a sample: where each record stands in the whole dataset; `null` where all were read. */
  readonly positions: Float64Array | null;
  /** True where the time limit ended the reading. */
  readonly stoppedEarly: boolean;
  readonly close: () => void;
}

/** How many batches may wait for each thread: enough to keep it busy, few enough for memory. */
const WAITING_PER_LANE = 2;

/** Reads a source to its end, one batch to each thread in turn, and keeps what comes back. */
export async function ingestSource(request: IngestRequest): Promise<Ingested> {
  const { source, plan, pool, scratch, progress } = request;
  const lanes = Array.from({ length: pool.lanes }, (_, lane) => lane);
  await Promise.all(lanes.map((lane) => pool.run('begin-ingest', plan, lane)));
  const budget = { bytes: request.memory };
  const tokenSpool = new Spool(scratch, 'tokens', budget);
  const textSpool = new Spool(scratch, 'texts', budget);
  const close = (): void => {
    tokenSpool.close();
    textSpool.close();
  };
  const columns = new IngestedColumns(plan);
  const kept: Promise<KeptBatch>[] = [];
  const positions: Float64Array[] = [];
  let records = 0;
  let stoppedEarly = false;
  const keep = async (batch: RecordBatch, thread: number): Promise<KeptBatch> => {
    const { textBytes, tokens, taught, items, origins, amounts, digests, bandKeys, ...rest } =
      await pool.run('ingest-batch', batch, thread);
    columns.put(rest.first, rest.length, { items, origins, amounts, digests, bandKeys });
    return {
      ...rest,
      thread,
      text: textSpool.keep(textBytes),
      tokenIds: tokenSpool.keep(bytesOf(tokens)),
      taught: taught === null ? null : keepTaught(taught, textSpool),
    };
  };
  try {
    for await (const { positions: drawn, ...batch } of source.batches()) {
      throwIfCancelled(request.signal);
      stoppedEarly = kept.length > 0 && isPast(request.deadline);
      if (stoppedEarly) break;
      const keeping = keep({ ...batch, firstPosition: records }, kept.length % pool.lanes);
      // What fails is raised where it is awaited, below; until then it must not count as unhandled.
      keeping.catch(() => undefined);
      kept.push(keeping);
      if (drawn !== undefined) positions.push(drawn);
      records += batch.length;
      await kept.at(-WAITING_PER_LANE * pool.lanes);
      progress?.({
        phase: 'reading',
        records,
        share: source.bytes === 0 ? null : source.progress.bytesRead / source.bytes,
      });
    }
    const batches = await Promise.all(kept);
    if (records === 0) {
      throw new CredenceError('DATA_EMPTY', `${source.name} holds no records.`, {
        hint: 'A scan of nothing proves nothing. Check the path and the format.',
      });
    }
    const dictionaries = await Promise.all(
      lanes.map((lane) => pool.run('finish-ingest', null, lane)),
    );
    return {
      batches,
      columns: columns.take(records),
      dictionaries,
      records,
      positions: positions.length === 0 ? null : joined(positions),
      stoppedEarly,
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

function keepTaught({ response, rejected, bandKeys }: IngestedTaught, spool: Spool): KeptTaught {
  const keep = ({ offsets, bytes }: IngestedText): KeptText => ({
    offsets,
    bytes: spool.keep(bytes),
  });
  return {
    response: keep(response),
    rejected: rejected === null ? null : keep(rejected),
    bandKeys,
  };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  return Float64Array.from(parts.flatMap((part) => [...part]));
}

function isPast(deadline: number | undefined): boolean {
  return deadline !== undefined && performance.now() > deadline;
}

function bytesOf(words: Uint32Array): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
}
