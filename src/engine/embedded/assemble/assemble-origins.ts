import type { OriginColumn } from '../columns/origin-column.ts';
import type { Ingested } from '../ingest/ingest-source.ts';
import type { IngestPlan } from '../ingest/plan.ts';
import { NO_ID } from '../store.ts';
import { mergeValues, renumber } from './merge-values.ts';

const TIME_STEPS = 48;

/** Where records come from, and the columns that have too many values to say so. */
export interface AssembledOrigins {
  readonly columns: readonly OriginColumn[];
  readonly unlooked: readonly string[];
}

export function assembleOrigins(
  { batches, columns: ingested, dictionaries }: Ingested,
  plan: IngestPlan,
): AssembledOrigins {
  const unlooked: string[] = [];
  const columns = plan.origins.flatMap(({ name, role }, at): OriginColumn[] => {
    const values = ingested.origins[at] as Uint32Array | Float64Array;
    if (values instanceof Float64Array) {
      const steps = timeSteps(values);
      return [{ name, role, ...steps, counts: countIds(steps.ids, steps.texts.length) }];
    }
    const merged = mergeValues(dictionaries.map(({ origins }) => origins[at] ?? null));
    if (merged === null) {
      unlooked.push(name);
      return [];
    }
    renumber(values, merged.remaps, batches);
    const counts = countIds(values, merged.texts.length);
    return [{ name, role, texts: merged.texts, ids: values, counts }];
  });
  return { columns, unlooked };
}

/** Equal steps between the first and the last time; what is no time has no step. */
function timeSteps(times: Float64Array): { texts: string[]; ids: Uint32Array } {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const time of times) {
    if (time < first) first = time;
    if (time > last) last = time;
  }
  const step = Math.max(1, (last - first) / TIME_STEPS);
  const ids = new Uint32Array(times.length).fill(NO_ID);
  times.forEach((time, record) => {
    if (!Number.isNaN(time))
      ids[record] = Math.min(TIME_STEPS - 1, Math.floor((time - first) / step));
  });
  const steps = last < first ? 0 : TIME_STEPS;
  return {
    texts: Array.from({ length: steps }, (_, at) => new Date(first + at * step).toISOString()),
    ids,
  };
}

function countIds(ids: Uint32Array, values: number): Uint32Array {
  const counts = new Uint32Array(values);
  for (const id of ids) if (id !== NO_ID) counts[id] = (counts[id] as number) + 1;
  return counts;
}
