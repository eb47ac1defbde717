import type { BoundaryColumn, BoundaryLabels } from '../../engine/operations/reviewers.ts';
import { upperTail } from '../../numerics/binomial-tail.ts';
import { spreadsBeyond } from '../spreads-beyond.ts';

/** A place that gives one label more often than others do where the model is undecided. */
export interface BoundaryPush {
  readonly column: string;
  readonly value: string;
  readonly label: string;
  readonly records: number;
  readonly given: number;
  readonly expected: number;
  readonly logP: number;
  readonly qValue: number;
  readonly tried: number;
}

const LEVEL = 0.001;
const LEAST_EXCESS = 0.2;
const LEAST_SPREADS = 6;
const LEAST_PLACES = 3;

/** Null: records near the boundary get their labels as in all other places with the same likely label. */
export function boundaryPushes({ labels, all, columns }: BoundaryLabels): {
  readonly tried: number;
  readonly pushes: readonly BoundaryPush[];
} {
  const size = labels.length;
  const tried = columns.reduce((sum, { places }) => sum + places.length * size, 0);
  const pushes = columns.flatMap((column) =>
    labels.flatMap((label, given) => {
      const shares = column.counts.map(
        (own) =>
          sumOf(labels, (likely) => own[likely * size + given] ?? 0) /
          sumOf(labels, (likely) => rowOf(own, likely, size)),
      );
      return column.counts.flatMap((own, place): BoundaryPush[] => {
        const judged = judge({ all, own, given, size });
        const others = shares.filter((_, at) => at !== place);
        const spreads = spreadsBeyond(others, judged.given / judged.records, judged.records);
        const qValue = Math.min(1, Math.exp(judged.logP) * tried);
        const isPush =
          qValue <= LEVEL &&
          judged.given - judged.expected >= LEAST_EXCESS * judged.records &&
          others.length >= LEAST_PLACES &&
          spreads >= LEAST_SPREADS;
        return isPush ? [{ ...named(column, place), label, ...judged, qValue, tried }] : [];
      });
    }),
  );
  return { tried, pushes };
}

function named(
  { column, places }: BoundaryColumn,
  place: number,
): Pick<BoundaryPush, 'column' | 'value'> {
  return { column, value: places[place] as string };
}

interface PlaceAndLabel {
  readonly all: Uint32Array;
  readonly own: Uint32Array;
  readonly given: number;
  readonly size: number;
}

/** The place's records against the rates of all others, by likely label. */
function judge({
  all,
  own,
  given,
  size,
}: PlaceAndLabel): Pick<BoundaryPush, 'records' | 'given' | 'expected' | 'logP'> {
  const counts: number[] = [];
  const logits: number[] = [];
  let [records, hits, expected] = [0, 0, 0];
  for (let likely = 0; likely < size; likely += 1) {
    const [here, everywhere] = [rowOf(own, likely, size), rowOf(all, likely, size)];
    const cell = likely * size + given;
    const elsewhere = (all[cell] as number) - (own[cell] as number);
    const rate = (elsewhere + 0.5) / (everywhere - here + 1);
    counts.push(here);
    logits.push(Math.log(rate / (1 - rate)));
    records += here;
    hits += own[cell] as number;
    expected += here * rate;
  }
  const logP = hits <= expected ? 0 : upperTail({ counts, logits }, hits).logProbability();
  return { records, given: hits, expected, logP };
}

function rowOf(counts: Uint32Array, likely: number, size: number): number {
  return counts.subarray(likely * size, (likely + 1) * size).reduce((sum, count) => sum + count, 0);
}

function sumOf(labels: readonly string[], of: (label: number) => number): number {
  return labels.reduce((sum, _, label) => sum + of(label), 0);
}
