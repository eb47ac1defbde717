import { PairTable, pairHash } from '../../../numerics/pair-table.ts';
import type { CountedFeature, CountRequest, FeatureCounts } from '../../operations/features.ts';
import { itemText } from '../columns/item-text.ts';
import { DECIDES, type ItemColumn, NO_ID, type Store } from '../store.ts';
import { countedFeature, leanOf } from './lean.ts';
import { OutcomeCounts } from './outcome-counts.ts';

const MOST_PAIR_COLUMNS = 24;
const SKETCH_SLOTS = 1 << 24;

/** Counts the values of structured fields and shapes, or of origins, by outcome. */
export function countItems(store: Store, request: CountRequest): FeatureCounts {
  const counts = new OutcomeCounts(store, store.items.count);
  const wanted = candidateColumns(store).filter(
    ({ kind }) => (kind === 'origin') === (request.space === 'origins'),
  );
  for (const { ids } of wanted) {
    for (let record = 0; record < store.records; record += 1) {
      const item = ids[record] as number;
      if (item !== NO_ID) counts.add(item, record);
    }
  }
  const features: CountedFeature[] = [];
  let tried = 0;
  for (let item = 0; item < store.items.count; item += 1) {
    if (counts.records(item) < request.minimumRecords) continue;
    tried += 1;
    const { outcome, deviations } = leanOf(store, counts, item);
    if (deviations < request.minimumLean) continue;
    features.push(
      countedFeature(
        { space: request.space, elements: [itemText(store, item)], handle: [item] },
        counts,
        { feature: item, outcome },
      ),
    );
  }
  return { tried, features, note: decidingNote(store) };
}

/** Columns that decide the label by their nature hold no triggers that could be told apart. */
function candidateColumns(store: Store): readonly ItemColumn[] {
  return store.items.columns.filter(({ determination }) => determination < DECIDES);
}

function decidingNote(store: Store): string | null {
  const names = [
    ...new Set(
      store.items.columns
        .filter(({ determination }) => determination >= DECIDES)
        .map(({ name }) => name),
    ),
  ];
  return names.length === 0
    ? null
    : `values of ${names.join(', ')} were not looked at, since these columns decide the label by their nature`;
}

/** Counts pairs of values of two different columns that occur in one record, by outcome. */
export function countItemPairs(store: Store, request: CountRequest): FeatureCounts {
  const columns = candidateColumns(store).filter(
    ({ kind }) => kind === 'value' || kind === 'range',
  );
  if (columns.length < 2) return { tried: 0, features: [], note: null };
  const looked = columns.slice(0, MOST_PAIR_COLUMNS);
  const walk: PairWalk = { store, columns: looked, minimumRecords: request.minimumRecords };
  const sketch = new Uint8Array(SKETCH_SLOTS);
  eachPair(walk, (first, second) => {
    const slot = pairHash(first, second) & (SKETCH_SLOTS - 1);
    const count = sketch[slot] as number;
    if (count < 255) sketch[slot] = count + 1;
  });
  const table = new PairTable();
  const counts = new OutcomeCounts(store, 1 << 12);
  eachPair(walk, (first, second, record) => {
    if (
      (sketch[pairHash(first, second) & (SKETCH_SLOTS - 1)] as number) <
      Math.min(255, request.minimumRecords)
    )
      return;
    counts.add(table.add(first, second), record);
  });
  const note =
    looked.length < columns.length
      ? `pairs of values were looked at in the first ${MOST_PAIR_COLUMNS} of ${columns.length} columns`
      : null;
  return { ...leaningPairs(store, request, { table, counts }), note };
}

function leaningPairs(
  store: Store,
  request: CountRequest,
  { table, counts }: { table: PairTable; counts: OutcomeCounts },
): Omit<FeatureCounts, 'note'> {
  const features: CountedFeature[] = [];
  let tried = 0;
  for (let id = 0; id < table.size; id += 1) {
    if (counts.records(id) < request.minimumRecords) continue;
    tried += 1;
    const { outcome, deviations } = leanOf(store, counts, id);
    if (deviations < request.minimumLean) continue;
    const handle = [table.firstOf(id), table.secondOf(id)];
    const elements = handle.map((item) => itemText(store, item));
    features.push(
      countedFeature({ space: 'item-pairs', elements, handle }, counts, { feature: id, outcome }),
    );
  }
  return { tried, features };
}

type PairVisitor = (first: number, second: number, record: number) => void;

interface PairWalk {
  readonly store: Store;
  readonly columns: readonly ItemColumn[];
  readonly minimumRecords: number;
}

function eachPair({ store, columns, minimumRecords }: PairWalk, visit: PairVisitor): void {
  const frequent = store.items.recordsByItem;
  for (let left = 0; left < columns.length; left += 1) {
    for (let right = left + 1; right < columns.length; right += 1) {
      const [one, other] = [columns[left], columns[right]];
      if (one === undefined || other === undefined || one.name === other.name) continue;
      for (let record = 0; record < store.records; record += 1) {
        const [first, second] = [one.ids[record] as number, other.ids[record] as number];
        if (first === NO_ID || second === NO_ID) continue;
        if (
          (frequent[first] as number) < minimumRecords ||
          (frequent[second] as number) < minimumRecords
        )
          continue;
        visit(first, second, record);
      }
    }
  }
}
