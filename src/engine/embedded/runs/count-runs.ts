import type { CountedFeature, CountRequest, FeatureCounts } from '../../operations.ts';
import { sequenceSource } from '../columns/sequences.ts';
import type { Store } from '../store.ts';
import type { WorkerPool } from '../worker-pool.ts';
import { eachRun, type FoundRun, type FoundRuns } from './found-runs.ts';

const MOST_RETURNED = 20_000;
const MOST_SINGLE = 200_000;
/** Nearly all records of the shorter run hold the longer one: it says nothing of its own. */
const SAME_RECORDS = 0.97;

/** Counts all runs of 1–5 symbols that occur in enough records, exactly, on all threads. */
export async function countRuns(
  store: Store,
  pool: WorkerPool,
  request: CountRequest,
): Promise<FeatureCounts> {
  const most = request.longest === 1 ? MOST_SINGLE : MOST_RETURNED;
  const plan = await pool.run('plan-runs', { store, request, most });
  const { frequent, blockSizes } = plan;
  const results = await Promise.all(
    plan.passes.map((pass) =>
      pool.run('count-runs', { store, request, plan: { frequent, blockSizes }, pass, most }),
    ),
  );
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
