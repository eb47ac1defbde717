import {
  type ColumnDisagreement,
  type DifferingRequest,
  type Disagreement,
  type StrataCounts,
  SURENESS_BINS,
} from '../../operations/disagreement.ts';
import type { OriginColumn } from '../columns/origin-column.ts';
import { NO_ID } from '../store.ts';
import type { JudgedRecords } from './judged-records.ts';

const MOST_PLACES = 200;
/** Places with fewer judged records say nothing. */
const LEAST_RECORDS = 10;
/** Counts that are returned at once; beyond, fewer places are. */
const MOST_CELLS = 2_000_000;

/** Judged records, and those whose label differs, by likely label and sureness and by place. */
export function disagreementBy(
  rows: JudgedRecords,
  origins: readonly OriginColumn[],
): Disagreement {
  const everywhere = emptyCounts(rows);
  for (let row = 0; row < rows.given.length; row += 1) countIn(everywhere, rows, row);
  return {
    labels: rows.labels,
    ...everywhere,
    columns: origins.map((origin) => columnDisagreement(rows, origin)),
  };
}

function columnDisagreement(rows: JudgedRecords, origin: OriginColumn): ColumnDisagreement {
  const { name, role, texts, ids } = origin;
  const judged = new Uint32Array(texts.length);
  for (const record of rows.positions) {
    const place = ids[record] as number;
    if (place !== NO_ID) judged[place] = (judged[place] as number) + 1;
  }
  const most = Math.floor(MOST_CELLS / (rows.labels.length * SURENESS_BINS));
  const places =
    role === 'time'
      ? [...texts.keys()]
      : [...texts.keys()]
          .filter((place) => (judged[place] as number) >= LEAST_RECORDS)
          .sort((a, b) => (judged[b] as number) - (judged[a] as number) || a - b)
          .slice(0, Math.min(MOST_PLACES, most));
  const counts = places.map(() => emptyCounts(rows));
  const slot = new Int32Array(texts.length).fill(-1);
  places.forEach((place, at) => {
    slot[place] = at;
  });
  for (let row = 0; row < rows.given.length; row += 1) {
    const place = ids[rows.positions[row] as number] as number;
    const own = place === NO_ID ? undefined : counts[slot[place] as number];
    if (own !== undefined) countIn(own, rows, row);
  }
  return { column: name, role, places: places.map((place) => texts[place] as string), counts };
}

/** Records of the places named whose label differs from the likely one. */
export function differingRecords(
  rows: JudgedRecords,
  origins: readonly OriginColumn[],
  { column, values }: DifferingRequest,
): Uint32Array {
  const origin = origins.find(({ name }) => name === column);
  if (origin === undefined) throw new RangeError(`no column of origins is called ${column}`);
  const wanted = new Set(values);
  const isWanted = Uint8Array.from(origin.texts, (text) => (wanted.has(text) ? 1 : 0));
  return rows.positions.filter((record, row) => {
    const place = origin.ids[record] as number;
    return place !== NO_ID && isWanted[place] === 1 && rows.given[row] !== rows.likely[row];
  });
}

function emptyCounts({ labels }: JudgedRecords): StrataCounts {
  const cells = labels.length * SURENESS_BINS;
  return { records: new Uint32Array(cells), differ: new Uint32Array(cells) };
}

function countIn({ records, differ }: StrataCounts, rows: JudgedRecords, row: number): void {
  const cell = (rows.likely[row] as number) * SURENESS_BINS + (rows.sureness[row] as number);
  records[cell] = (records[cell] as number) + 1;
  if (rows.given[row] !== rows.likely[row]) differ[cell] = (differ[cell] as number) + 1;
}
