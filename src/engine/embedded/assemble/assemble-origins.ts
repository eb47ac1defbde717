import type { Ingested } from '../ingest/ingest-source.ts';
import type { IngestPlan } from '../ingest/plan.ts';
import { NO_ID } from '../store.ts';
import { mergeIds, mergeValues } from './merge-values.ts';

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

export function assembleOrigins(
  { batches, dictionaries, records }: Ingested,
  plan: IngestPlan,
): OriginColumn[] {
  return plan.origins.map(({ name, role }, at) => {
    const { texts, remaps } = mergeValues(dictionaries.map(({ origins }) => origins[at] ?? []));
    const ids = mergeIds(
      records,
      remaps,
      batches.map((batch) => ({
        first: batch.first,
        thread: batch.thread,
        ids: batch.origins[at] as Uint32Array,
      })),
    );
    const column = role === 'time' ? timeSteps(texts, ids) : { texts, ids };
    return { name, role, ...column, counts: countIds(column.ids, column.texts.length) };
  });
}

/** Equal steps between the first and the last time; what is no time has no step. */
function timeSteps(
  texts: readonly string[],
  ids: Uint32Array,
): { texts: string[]; ids: Uint32Array } {
  const times = texts.map(parseTime);
  const known = times.filter((time) => !Number.isNaN(time));
  const first = known.reduce((low, time) => Math.min(low, time), Number.POSITIVE_INFINITY);
  const last = known.reduce((high, time) => Math.max(high, time), Number.NEGATIVE_INFINITY);
  const step = Math.max(1, (last - first) / TIME_STEPS);
  const steps = known.length === 0 ? 0 : TIME_STEPS;
  const stepOf = times.map((time) =>
    Number.isNaN(time) ? NO_ID : Math.min(TIME_STEPS - 1, Math.floor((time - first) / step)),
  );
  return {
    texts: Array.from({ length: steps }, (_, at) => new Date(first + at * step).toISOString()),
    ids: ids.map((id) => (id === NO_ID ? NO_ID : (stepOf[id] as number))),
  };
}

/** ISO 8601, or seconds or milliseconds since 1970. */
function parseTime(text: string): number {
  if (/^\d{9,10}(\.\d+)?$/.test(text)) return Number(text) * 1000;
  if (/^\d{12,13}$/.test(text)) return Number(text);
  return Date.parse(text);
}

function countIds(ids: Uint32Array, values: number): Uint32Array {
  const counts = new Uint32Array(values);
  for (const id of ids) if (id !== NO_ID) counts[id] = (counts[id] as number) + 1;
  return counts;
}
