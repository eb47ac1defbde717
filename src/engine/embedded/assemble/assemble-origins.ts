import type { Ingested } from '../ingest/ingest-source.ts';
import type { IngestPlan } from '../ingest/plan.ts';
import { NO_ID } from '../store.ts';
import { mergeIds, mergeValues, type ThreadIds } from './merge-values.ts';

/** Where records come from: a column of named origins, or of times cut into equal steps. */
export interface OriginColumn {
  readonly name: string;
  readonly role: 'source' | 'contributor' | 'time';
  readonly texts: readonly string[];
  /** Id of the origin by record, or `NO_ID`. */
  readonly ids: Uint32Array;
  readonly counts: Uint32Array;
}

const TIME_STEPS = 48;

/** Where records come from, and the columns that have too many values to say so. */
export interface AssembledOrigins {
  readonly columns: readonly OriginColumn[];
  readonly unlooked: readonly string[];
}

export function assembleOrigins(
  { batches, dictionaries, records }: Ingested,
  plan: IngestPlan,
): AssembledOrigins {
  const unlooked: string[] = [];
  const columns = plan.origins.flatMap(({ name, role }, at): OriginColumn[] => {
    const parts = batches.map(({ first, thread, origins }) => ({
      first,
      thread,
      ids: origins[at] as Uint32Array | Float64Array,
    }));
    if (role === 'time') {
      const steps = timeSteps(parts.map(({ ids }) => ids));
      return [{ name, role, ...steps, counts: countIds(steps.ids, steps.texts.length) }];
    }
    const merged = mergeValues(dictionaries.map(({ origins }) => origins[at] ?? null));
    if (merged === null) {
      unlooked.push(name);
      return [];
    }
    const ids = mergeIds(records, merged.remaps, parts as ThreadIds[]);
    return [{ name, role, texts: merged.texts, ids, counts: countIds(ids, merged.texts.length) }];
  });
  return { columns, unlooked };
}

/** Equal steps between the first and the last time; what is no time has no step. */
function timeSteps(parts: readonly ArrayLike<number>[]): { texts: string[]; ids: Uint32Array } {
  let [first, last, records] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const times of parts) {
    records += times.length;
    for (let at = 0; at < times.length; at += 1) {
      const time = times[at] as number;
      if (time < first) first = time;
      if (time > last) last = time;
    }
  }
  const step = Math.max(1, (last - first) / TIME_STEPS);
  const ids = new Uint32Array(records).fill(NO_ID);
  let record = 0;
  for (const times of parts) {
    for (let at = 0; at < times.length; at += 1, record += 1) {
      const time = times[at] as number;
      if (!Number.isNaN(time))
        ids[record] = Math.min(TIME_STEPS - 1, Math.floor((time - first) / step));
    }
  }
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
