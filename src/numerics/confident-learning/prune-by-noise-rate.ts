import type { FloatArray } from '../float-array.ts';
import { sameKind } from '../float-array.ts';
import type { LabelledProbabilities } from './labelled-probabilities.ts';
import { lowestKeys, lowestUnlessTied } from './lowest-keys.ts';
import { isPrunable, type Pruning } from './prune-by-class.ts';
import { classSize } from './rows-by-class.ts';
import { CONTRADICTED, type RowSurvey } from './survey-rows.ts';

/**
 * For every pair of classes, marks the rows given the one for which the model prefers the other most
 * (by the difference of their probabilities), as many as the joint counts for this pair.
 *
 * @returns 1 for each row to prune.
 */
export function pruneByNoiseRate(survey: RowSurvey, pruning: Pruning): Uint8Array {
  const { data, groups, marks } = survey;
  const pruned = new Uint8Array(marks.length);
  for (let given = 0; given < data.classes; given += 1) {
    const size = classSize(groups, given);
    if (!isPrunable(size, pruning)) continue;
    const start = groups.starts[given] as number;
    const choice = new PairChoice(data, groups.rows.subarray(start, start + size), marks);
    for (let other = 0; other < data.classes; other += 1) {
      const count = pruning.counts[given * data.classes + other] as number;
      if (other === given || !(count > 0)) continue;
      for (const row of choice.choose({ given, other, count })) pruned[row] = 1;
    }
  }
  return pruned;
}

interface Pair {
  readonly given: number;
  readonly other: number;
  readonly count: number;
}

/** Chooses among the rows of one given class; buffers serve one pair after the other. */
class PairChoice {
  readonly #data: LabelledProbabilities;
  readonly #rows: Int32Array;
  readonly #contradicted: Int32Array;
  readonly #leading: Int32Array;
  readonly #margins: FloatArray;

  constructor(data: LabelledProbabilities, rows: Int32Array, marks: Uint8Array) {
    this.#data = data;
    this.#rows = rows;
    this.#contradicted = rowsMarked(rows, marks);
    this.#leading = new Int32Array(this.#contradicted.length);
    this.#margins = sameKind(data.values, this.#contradicted.length);
  }

  /** The rows of lowest margin P(given) − P(other). */
  choose(pair: Pair): Int32Array {
    return this.#chooseLeading(pair) ?? this.#chooseAny(pair);
  }

  /**
   * Among the rows in which the model prefers the other class, all of them contradicted. Undefined where
   * they are too few, or the cut runs through equal ones.
   */
  #chooseLeading({ given, other, count }: Pair): Int32Array | undefined {
    const { values, classes } = this.#data;
    const leading = this.#leading;
    const margins = this.#margins;
    let found = 0;
    for (let place = 0; place < leading.length; place += 1) {
      const row = this.#contradicted[place] as number;
      const margin =
        (values[row * classes + given] as number) - (values[row * classes + other] as number);
      leading[found] = row;
      margins[found] = margin;
      // Overwritten by the next, unless it counts: a branch here would rarely be foreseen.
      found += margin < 0 ? 1 : 0;
    }
    if (found < count) return undefined;
    const chosen = lowestUnlessTied(margins.subarray(0, found), count);
    return chosen?.map((place) => leading[place] as number);
  }

  #chooseAny({ given, other, count }: Pair): Int32Array {
    const { values, classes } = this.#data;
    const margins = sameKind(values, this.#rows.length);
    for (let place = 0; place < margins.length; place += 1) {
      const at = (this.#rows[place] as number) * classes;
      margins[place] = (values[at + given] as number) - (values[at + other] as number);
    }
    return lowestKeys(margins, count).map((place) => this.#rows[place] as number);
  }
}

function rowsMarked(rows: Int32Array, marks: Uint8Array): Int32Array {
  const marked = new Int32Array(rows.length);
  let found = 0;
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] as number;
    marked[found] = row;
    found += ((marks[row] as number) & CONTRADICTED) !== 0 ? 1 : 0;
  }
  return marked.slice(0, found);
}
