import { visitRuns } from '../columns/sequence-column.ts';
import type { Store } from '../store.ts';
import { type SparseRows, sampleDraw, sparseRows } from '../tasks/training-sample.ts';
import { inSharedMemory, RowBuilder, renumbered } from './row-builder.ts';
import { type StyleElements, StyleReader } from './style-reader.ts';
import { type WeightedRows, weightedRows } from './weighted-rows.ts';

/** The records that styles are fitted on, three times over, in shared memory. */
export interface StyleRows {
  readonly elements: StyleElements;
  /** Features are numbers of elements. */
  readonly style: WeightedRows;
  /** Features are words with a meaning of their own. */
  readonly content: WeightedRows;
  /** Features are those of the outcome model. */
  readonly all: SparseRows;
}

export interface StyleSample {
  /** Share of records that are taken, by a fixed draw. */
  readonly share: number;
  /** Tokens below this are features of the outcome model. */
  readonly tokenLimit: number;
  readonly mostElements: number;
}

/** Elements in fewer records say nothing across folds. */
const LEAST_RECORDS = 3;

/** Reads the labelled records of the sample. */
export function styleRows(
  store: Store,
  { share, tokenLimit, mostElements }: StyleSample,
): StyleRows {
  const all = sparseRows(store, tokenLimit, (record) => share >= 1 || sampleDraw(record) < share);
  const reader = new StyleReader(store, null);
  const builder = new RowBuilder();
  let row = 0;
  visitRuns(store.tokens, (run) => {
    if (run.record !== all.records[row]) return;
    row += 1;
    reader.read(run);
    builder.add(reader.list.subarray(0, reader.count));
  });
  const met = builder.rows(all.records);
  const kept = commonest(met.features, mostElements);
  const numbers = new Map(Array.from(kept, (element, number) => [element, number]));
  const style = renumbered(met, (element) => numbers.get(element) ?? -1);
  const content = renumbered(all, (feature) =>
    feature < tokenLimit && reader.isContent(feature) ? feature : -1,
  );
  return {
    elements: reader.elements(kept),
    style: weightedRows(inSharedMemory(style), kept.length),
    content: weightedRows(inSharedMemory(content), tokenLimit),
    all: inSharedMemory(all),
  };
}

/** Features in enough rows, the commonest first, and no more than `most`. */
function commonest(features: Uint32Array, most: number): Uint32Array {
  const rows = new Uint32Array(features.reduce((size, feature) => Math.max(size, feature + 1), 0));
  for (const feature of features) rows[feature] = (rows[feature] as number) + 1;
  return Uint32Array.from(rows.keys())
    .filter((feature) => (rows[feature] as number) >= LEAST_RECORDS)
    .sort((a, b) => (rows[b] as number) - (rows[a] as number) || a - b)
    .slice(0, most);
}
