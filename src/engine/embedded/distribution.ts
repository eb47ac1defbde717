import type { ColumnDistribution, ValueShare } from '../operations/columns.ts';
import type { OriginColumn } from './columns/origin-column.ts';
import { NO_ID, type Store } from './store.ts';

const MOST_VALUES = 8;

/** How the records named spread over labels, sources, contributors and time, against all records. */
export function distributionOf(
  store: Store,
  origins: readonly OriginColumn[],
  positions: Uint32Array,
): ColumnDistribution[] {
  const labels = labelDistribution(store, positions);
  return [
    ...(labels === null ? [] : [labels]),
    ...origins.map((origin) => originDistribution(origin, positions)),
  ];
}

function labelDistribution(store: Store, positions: Uint32Array): ColumnDistribution | null {
  const { texts, counts, ids, ends } = store.labels;
  if (texts.length === 0) return null;
  const found = new Uint32Array(texts.length);
  for (const record of positions) {
    const from = record === 0 ? 0 : (ends[record - 1] as number);
    for (let at = from; at < (ends[record] as number); at += 1)
      found[ids[at] as number] = (found[ids[at] as number] as number) + 1;
  }
  return {
    column: 'label',
    role: 'label',
    values: largestFirst(texts, found, counts),
    distinct: texts.length,
  };
}

function originDistribution(
  { name, role, texts, ids, counts }: OriginColumn,
  positions: Uint32Array,
): ColumnDistribution {
  const found = new Uint32Array(texts.length);
  for (const record of positions) {
    const id = ids[record] as number;
    if (id !== NO_ID) found[id] = (found[id] as number) + 1;
  }
  const values =
    role === 'time'
      ? texts.map((value, at) => shareOf(value, found[at], counts[at]))
      : largestFirst(texts, found, counts);
  return { column: name, role, values, distinct: texts.length };
}

function largestFirst(
  texts: readonly string[],
  found: Uint32Array,
  counts: Uint32Array,
): ValueShare[] {
  const order = [...texts.keys()].sort(
    (a, b) => (found[b] as number) - (found[a] as number) || a - b,
  );
  const shown = order
    .slice(0, MOST_VALUES)
    .map((at) => shareOf(texts[at] as string, found[at], counts[at]));
  const rest = order.slice(MOST_VALUES);
  if (rest.length === 0) return shown;
  const sum = (of: Uint32Array): number =>
    rest.reduce((total, at) => total + (of[at] as number), 0);
  return [...shown, { value: null, found: sum(found), all: sum(counts) }];
}

function shareOf(value: string, found: number | undefined, all: number | undefined): ValueShare {
  return { value, found: found ?? 0, all: all ?? 0 };
}
