import { addProduct } from '../../../numerics/ridge/normal-equations.ts';
import { RidgeProbe } from '../../../numerics/ridge/ridge-probe.ts';
import type { ColumnInfluence, ContributorInfluence } from '../../operations/influence.ts';
import type { OriginColumn } from '../columns/origin-column.ts';
import { NO_ID, type Store } from '../store.ts';
import { sampleDraw } from '../tasks/training-sample.ts';
import { type HashedRows, hashedRows } from './hashed-rows.ts';
import { influenceSlices, type SliceRows } from './influence-slices.ts';
import { type ProbeTargets, probeTargets } from './probe-targets.ts';
import { probeWidth } from './probe-width.ts';
import { rankInfluence } from './rank-influence.ts';

const RIDGE = 1;
const MOST_ROWS = 60_000;
/** Products that the sums of squares may take: what bounds long records. */
const MOST_PRODUCTS = 60_000_000;
const MOST_FEATURES = 400;
const MOST_PLACES = 100;
const MOST_COMPARED = 2000;
/** Products that comparing outputs may take, for each column of origins. */
const MOST_COMPARISONS = 20_000_000;
const LEAST_COMPARED = 200;

/**
 * Leave-one-group-out influence of every contributor and source on a ridge probe, exactly (see `RidgeProbe`), by how
 * far its outputs move on a fixed sample of the records of others.
 */
export function contributorInfluence(
  store: Store,
  origins: readonly OriginColumn[],
): ContributorInfluence {
  const targets = probeTargets(store);
  if (targets === null) throw new TypeError('the data hold neither labels nor amounts');
  const rows = probeRows(store, targets);
  const probe = fitProbe(rows, targets);
  const named = origins.filter(({ role }) => role !== 'time');
  return {
    fittedOn: rows.records.length,
    features: rows.matrix.width - 1,
    columns: named.map((column) => {
      const slices = influenceSlices({
        store,
        rows,
        others: named.filter((one) => one !== column),
      });
      return columnInfluence({ column, rows, probe, slices, outputs: targets.outputs });
    }),
  };
}

function probeRows(store: Store, targets: ProbeTargets): HashedRows {
  const tokens = store.vocabulary.frequency.reduce((sum, count) => sum + count, 0);
  const features = Math.min(MOST_FEATURES, tokens / store.records + store.items.columns.length + 1);
  const most = Math.min(MOST_ROWS, MOST_PRODUCTS / features ** 2);
  const share = most / store.records;
  const width = probeWidth(Math.min(most, store.records));
  return hashedRows(
    store,
    { width, mostFeatures: MOST_FEATURES, leastOccurrences: 2 },
    (record) => targets.has(record) && (share >= 1 || sampleDraw(record) < share),
  );
}

function fitProbe({ matrix, records }: HashedRows, { outputs, write }: ProbeTargets): RidgeProbe {
  const targets = new Float64Array(matrix.rows * outputs);
  records.forEach((record, row) => {
    write(record, targets.subarray(row * outputs, (row + 1) * outputs));
  });
  return new RidgeProbe({ matrix, targets, outputs, ridge: RIDGE });
}

interface ColumnInput {
  readonly column: OriginColumn;
  readonly rows: HashedRows;
  readonly probe: RidgeProbe;
  readonly slices: readonly SliceRows[];
  readonly outputs: number;
}

function columnInfluence(input: ColumnInput): ColumnInfluence {
  const { column, rows, probe, slices, outputs } = input;
  const { matrix, records } = rows;
  const rowsOf = new Map<number, number[]>();
  records.forEach((record, row) => {
    const place = column.ids[record] as number;
    if (place === NO_ID) return;
    const own = rowsOf.get(place);
    if (own === undefined) rowsOf.set(place, [row]);
    else own.push(row);
  });
  const measured = [...rowsOf]
    .sort((a, b) => b[1].length - a[1].length || a[0] - b[0])
    .slice(0, MOST_PLACES);
  const perRow = (matrix.columns.length / Math.max(1, matrix.rows)) * outputs * measured.length;
  const compared = everySo(
    matrix.rows,
    Math.max(LEAST_COMPARED, Math.min(MOST_COMPARED, MOST_COMPARISONS / Math.max(1, perRow))),
  );
  const placeOf = compared.map((row) => column.ids[records[row] as number] as number);
  const moved = new Float64Array(outputs);
  const moves = measured.map(([place, own]) => {
    const change = probe.contribution(own);
    return Float64Array.from(compared, (row, at) => {
      if (placeOf[at] === place) return Number.NaN;
      addProduct(moved.fill(0), { matrix, row }, change);
      return moved.reduce((sum, value) => sum + Math.abs(value), 0) / outputs;
    });
  });
  return {
    column: column.name,
    role: column.role === 'source' ? 'source' : 'contributor',
    places: rowsOf.size,
    measured: measured.length,
    slices: rankInfluence({
      slices,
      compared,
      moves,
      values: measured.map(([place]) => column.texts[place] as string),
      sizes: measured.map(([, own]) => own.length),
    }),
  };
}

/** About so many of the rows, evenly. */
function everySo(rows: number, most: number): Uint32Array {
  const count = Math.min(rows, Math.floor(most));
  return Uint32Array.from({ length: count }, (_, at) => Math.floor((at * rows) / count));
}
