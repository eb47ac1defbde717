import type { ColumnAgreement, PlaceAgreement } from '../../operations/labels.ts';
import type { OriginColumn } from '../columns/origin-column.ts';
import { NO_ID } from '../store.ts';
import { flipsOf, type Predicted } from './flips-of.ts';

/** Places with fewer judged records say nothing. */
const LEAST_RECORDS = 10;
const MOST_PLACES = 200;

export interface JudgedRows extends Predicted {
  /** Record of each row. */
  readonly positions: Uint32Array;
}

/**
 * By place of a column: how many labels differ from what the model predicts, against the share that
 * differ in all other places where it predicts the same. The places that differ most beyond it.
 */
export function agreementBy(origin: OriginColumn, rows: JudgedRows): ColumnAgreement {
  const { name, role, texts, ids } = origin;
  const { positions, data, predicted } = rows;
  const { classes } = data;
  const width = texts.length * classes;
  /** By place and predicted class: rows, and those of them whose label differs. */
  const [judged, differing] = [new Uint32Array(width), new Uint32Array(width)];
  const [allJudged, allDiffering] = [new Float64Array(classes), new Float64Array(classes)];
  const placeOf = (row: number): number => ids[positions[row] as number] as number;
  for (let row = 0; row < data.rows; row += 1) {
    const own = predicted[row] as number;
    const differs = own === data.labels[row] ? 0 : 1;
    allJudged[own] = (allJudged[own] as number) + 1;
    allDiffering[own] = (allDiffering[own] as number) + differs;
    if (placeOf(row) === NO_ID) continue;
    const cell = placeOf(row) * classes + own;
    judged[cell] = (judged[cell] as number) + 1;
    differing[cell] = (differing[cell] as number) + differs;
  }
  const elsewhere = (place: number): Float64Array =>
    allJudged.map((count, own) => {
      const cell = place * classes + own;
      const others = count - (judged[cell] as number);
      return ((allDiffering[own] as number) - (differing[cell] as number) + 0.5) / (others + 1);
    });
  const all = texts.flatMap((value, place) => {
    const cells = { judged: judged.subarray(place * classes, (place + 1) * classes) };
    const records = sum(cells.judged);
    if (records < LEAST_RECORDS) return [];
    const rates = elsewhere(place);
    const expected = cells.judged.reduce(
      (total, count, own) => total + count * (rates[own] ?? 0),
      0,
    );
    const variance = cells.judged.reduce(
      (total, count, own) => total + count * (rates[own] ?? 0) * (1 - (rates[own] ?? 0)),
      0,
    );
    const differ = sum(differing.subarray(place * classes, (place + 1) * classes));
    return [{ place, value, records, differ, expected, variance, rates, judged: cells.judged }];
  });
  const most = all
    .sort((a, b) => deviations(b) - deviations(a) || a.place - b.place)
    .slice(0, MOST_PLACES);
  const rowsOf = new Map<number, number[]>(most.map(({ place }) => [place, []]));
  for (let row = 0; row < data.rows; row += 1)
    if (predicted[row] !== data.labels[row]) rowsOf.get(placeOf(row))?.push(row);
  const places = most.map(
    ({ place, value, records, differ, expected, rates, judged: own }): PlaceAgreement => {
      const differingRows = rowsOf.get(place) ?? [];
      return {
        value,
        records,
        differ,
        expected,
        chances: { counts: [...own], rates: [...rates] },
        positions: Uint32Array.from(differingRows, (row) => positions[row] as number),
        flips: flipsOf(differingRows, rows).slice(0, 3),
      };
    },
  );
  return {
    column: name,
    role,
    tried: all.length,
    shares: all.map(({ differ, records }) => differ / records),
    places,
  };
}

interface Beyond {
  readonly differ: number;
  readonly expected: number;
  readonly variance: number;
}

function deviations({ differ, expected, variance }: Beyond): number {
  return (differ - expected) / Math.sqrt(Math.max(1e-9, variance));
}

function sum(values: Uint32Array): number {
  return values.reduce((total, value) => total + value, 0);
}
