import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CountedFeature, CountRequest, FeatureCounts } from '../../operations/features.ts';
import { sequenceSource } from '../columns/sequences.ts';
import type { Store } from '../store.ts';
import type { WorkerPool } from '../worker-pool.ts';
import { eachRun, type FoundRun, type FoundRuns } from './found-runs.ts';

const MOST_RETURNED = 20_000;
const MOST_SINGLE = 200_000;
/** Nearly all records of the shorter run hold the longer one: it says nothing of its own. */
const SAME_RECORDS = 0.97;

const BYTES_OF_PLACE = 24;
/** Share of the budget that the places of one pass may take. */
const PASS_SHARE = 0.07;
const FEWEST_PLACES = 1000;

/** Where runs are counted, and with what. */
export interface RunRoom {
  readonly store: Store;
  readonly pool: WorkerPool;
  readonly scratch: string;
  /** Budget of the process in bytes. */
  readonly memory: number;
}

/** Counts all runs of 1–5 symbols that occur in enough records, exactly, on all threads. */
export async function countRuns(
  { store, pool, scratch, memory }: RunRoom,
  request: CountRequest,
): Promise<FeatureCounts> {
  const most = request.longest === 1 ? MOST_SINGLE : MOST_RETURNED;
  const placesInPass = Math.max(FEWEST_PLACES, (memory * PASS_SHARE) / BYTES_OF_PLACE);
  const scratchFile = join(scratch, `places-${randomUUID()}`);
  const limits = { most, placesInPass, scratchFile };
  const plan = await pool.run('plan-runs', { store, request, limits });
  const { frequent, blockSizes, spilled } = plan;
  const shared = { frequent, blockSizes, spillFile: spilled ? scratchFile : null };
  const results = await Promise.all(
    plan.passes.map((pass) => pool.run('count-runs', { store, request, plan: shared, pass, most })),
  );
  if (spilled) await rm(scratchFile);
  const tried = results.reduce((sum, result) => sum + result.tried, plan.tried);
  const source = sequenceSource(store, request.space);
  const telling = withoutRepeats([plan.singles, ...results.map(({ found }) => found)]).filter(
    ({ symbols }) => source.isFeature(symbols),
  );
  const kept = telling
    .sort((one, other) => other.strength - one.strength || compare(one.symbols, other.symbols))
    .slice(0, most);
  const features = kept.map(
    ({ symbols, outcome, hits, recordsByHalf }): CountedFeature => ({
      space: request.space,
      elements: symbols.map((symbol) => source.textOf(symbol)),
      handle: symbols,
      records: recordsByHalf[0] + recordsByHalf[1],
      outcome,
      hits,
      recordsByHalf,
    }),
  );
  const note =
    kept.length < telling.length
      ? `only the ${most} features that lean most were looked at, of ${telling.length}`
      : null;
  return { tried, features, note };
}

/** Leaves out runs whose records are those of a shorter run that leans too. */
function withoutRepeats(parts: readonly FoundRuns[]): FoundRun[] {
  const runs = parts.flatMap((part) => [...eachRun(part)]);
  const records = new Map(
    runs.map(({ symbols, recordsByHalf: [one, other] }) => [symbols.join(), one + other]),
  );
  return runs.filter(({ symbols, recordsByHalf: [one, other] }) =>
    [symbols.slice(0, -1), symbols.slice(1)].every((shorter) => {
      const held = records.get(shorter.join());
      return held === undefined || one + other < SAME_RECORDS * held;
    }),
  );
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((symbol, index) => symbol !== other[index]);
  return at === -1 ? one.length - other.length : (one[at] as number) - (other[at] ?? -1);
}
