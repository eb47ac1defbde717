import { CredenceError } from '../../../core/error.ts';
import type { GroupOutcomes, OutcomeGroup } from '../../operations/groups.ts';
import type { OriginColumn } from '../columns/origin-column.ts';
import { NO_ID, type Store } from '../store.ts';

const MOST_GROUPS = 200;

interface GroupColumn {
  readonly ids: Uint32Array;
  readonly textOf: (id: number) => string;
}

/** Labels by combination of values, exactly. */
export function outcomesByGroup(
  store: Store,
  origins: readonly OriginColumn[],
  columns: readonly string[],
): GroupOutcomes {
  const { labels } = store;
  const named = columns.map((name) => groupColumn(store, origins, name));
  const groups = new Map<
    string,
    { values: readonly string[]; counts: Uint32Array; records: number }
  >();
  for (let record = 0; record < store.records; record += 1) {
    const ids = named.map((column) => column.ids[record] as number);
    if (ids.includes(NO_ID)) continue;
    const key = ids.join(' ');
    let group = groups.get(key);
    if (group === undefined) {
      const values = named.map(({ textOf }, at) => textOf(ids[at] as number));
      group = { values, counts: new Uint32Array(labels.texts.length), records: 0 };
      groups.set(key, group);
    }
    group.records += 1;
    const from = record === 0 ? 0 : (labels.ends[record - 1] as number);
    for (let at = from; at < (labels.ends[record] as number); at += 1) {
      const label = labels.ids[at] as number;
      group.counts[label] = (group.counts[label] as number) + 1;
    }
  }
  const sorted = [...groups.values()]
    .map(({ values, counts, records }): OutcomeGroup => ({ values, records, byLabel: [...counts] }))
    .sort((a, b) => b.records - a.records || (a.values.join() < b.values.join() ? -1 : 1));
  const left = sorted.slice(MOST_GROUPS);
  return {
    labels: labels.texts,
    groups: sorted.slice(0, MOST_GROUPS),
    left: { groups: left.length, records: left.reduce((sum, { records }) => sum + records, 0) },
  };
}

function groupColumn(
  { items }: Store,
  origins: readonly OriginColumn[],
  name: string,
): GroupColumn {
  const origin = origins.find((one) => one.name === name);
  if (origin !== undefined) return { ids: origin.ids, textOf: (id) => origin.texts[id] as string };
  const column = items.columns.find((one) => one.name === name && one.kind === 'value');
  if (column === undefined)
    throw new CredenceError('ROLE_UNKNOWN', `There is no field \`${name}\` to make groups by.`, {
      hint: 'Groups are made by fields, sources, contributors or times; give the column such a role.',
    });
  return { ids: column.ids, textOf: (id) => column.texts[id - column.firstItem] as string };
}
