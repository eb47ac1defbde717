import type { FloatArray } from '../../../numerics/float-array.ts';
import { SURENESS } from '../../operations/disagreement.ts';
import type { JudgedProbabilities } from './judged-probabilities.ts';

/** What is left of the probabilities of judged records, in shared memory: a few numbers a record. */
export interface JudgedRecords {
  readonly labels: readonly string[];
  /** Record of each row, ascending. */
  readonly positions: Uint32Array;
  readonly given: Uint16Array;
  /** The label that lies furthest above its class's own threshold. */
  readonly likely: Uint16Array;
  /** Bin of the likely label's probability, by `SURENESS`. */
  readonly sureness: Uint8Array;
  /** Probability of the likeliest label less that of the next. */
  readonly margin: Float32Array;
  /** By likely label: sum of the probabilities of every label, `likely * labels + label`. */
  readonly mass: Float64Array;
}

/** Labels beyond which a table of pairs is not kept. */
const MOST_PAIRED = 1000;

/**
 * Sums up probabilities by record. `thresholds` are those of confident learning: the mean probability
 * of a class among the records that are given it (cleanlab adjusts probabilities in the same way).
 */
export function judgedRecords(
  { positions, data, labels }: JudgedProbabilities,
  thresholds: FloatArray,
): JudgedRecords {
  const { rows, classes, values } = data;
  const given = shared(Uint16Array, rows);
  const likely = shared(Uint16Array, rows);
  const sureness = shared(Uint8Array, rows);
  const margin = shared(Float32Array, rows);
  const mass = new Float64Array(classes <= MOST_PAIRED ? classes * classes : 0);
  for (let row = 0; row < rows; row += 1) {
    const start = row * classes;
    let [best, first, second, above] = [0, -1, -1, Number.NEGATIVE_INFINITY];
    for (let label = 0; label < classes; label += 1) {
      const value = values[start + label] as number;
      if (value > first) [first, second] = [value, first];
      else if (value > second) second = value;
      if (value - (thresholds[label] as number) > above) {
        above = value - (thresholds[label] as number);
        best = label;
      }
    }
    given[row] = data.labels[row] as number;
    likely[row] = best;
    sureness[row] = surenessOf(values[start + best] as number);
    margin[row] = first - second;
    for (let label = 0; label < classes && mass.length > 0; label += 1) {
      const cell = best * classes + label;
      mass[cell] = (mass[cell] as number) + (values[start + label] as number);
    }
  }
  const kept = shared(Uint32Array, rows);
  kept.set(positions);
  return { labels, positions: kept, given, likely, sureness, margin, mass };
}

function surenessOf(probability: number): number {
  let bin = 0;
  while (bin < SURENESS.length && probability >= (SURENESS[bin] as number)) bin += 1;
  return bin;
}

interface SharedArrayType<Values> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: SharedArrayBuffer): Values;
}

function shared<Values>(Type: SharedArrayType<Values>, length: number): Values {
  return new Type(new SharedArrayBuffer(length * Type.BYTES_PER_ELEMENT));
}
