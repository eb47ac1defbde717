import type { FloatArray } from '../float-array.ts';
import { sameKind } from '../float-array.ts';
import { lowestKeys, lowestUnlessTied } from './lowest-keys.ts';
import { isPrunable, type Pruning } from './prune-by-class.ts';
import { classSize, rowsOfClass } from './rows-by-class.ts';
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
  const choice = new PairChoice(survey);
  for (let given = 0; given < data.classes; given += 1) {
    if (!isPrunable(classSize(groups, given), pruning)) continue;
    choice.begin(given);
    for (let other = 0; other < data.classes; other += 1) {
      const count = pruning.counts[given * data.classes + other] as number;
      if (other === given || count <= 0) continue;
      for (const row of choice.choose(other, count)) pruned[row] = 1;
    }
  }
  return pruned;
}

/** Chooses among the rows of one given class; buffers serve one class and pair after the other. */
class PairChoice {
  readonly #survey: RowSurvey;
  /** Rows of the class that contradict it, and how many they are. */
  readonly #contradicted: Int32Array;
  #contradictions = 0;
  readonly #leading: Int32Array;
  readonly #margins: FloatArray;
  #given = 0;

  constructor(survey: RowSurvey) {
    const { groups, data } = survey;
    let largest = 0;
    for (let given = 0; given < data.classes; given += 1)
      largest = Math.max(largest, classSize(groups, given));
    this.#survey = survey;
    this.#contradicted = new Int32Array(largest);
    this.#leading = new Int32Array(largest);
    this.#margins = sameKind(data.values, largest);
  }

  begin(given: number): void {
    const { marks } = this.#survey;
    const contradicted = this.#contradicted;
    let found = 0;
    for (const row of rowsOfClass(this.#survey.groups, given)) {
      contradicted[found] = row;
      found += ((marks[row] as number) & CONTRADICTED) !== 0 ? 1 : 0;
    }
    this.#given = given;
    this.#contradictions = found;
  }

  /** The `count` rows of lowest margin P(given) − P(other). */
  choose(other: number, count: number): Int32Array {
    return this.#chooseLeading(other, count) ?? this.#chooseAny(other, count);
  }

  /**
   * Among the rows in which the model prefers the other class, all of them contradicted. Undefined where
   * they are too few, or the cut runs through equal ones.
   */
  #chooseLeading(other: number, count: number): Int32Array | undefined {
    const { values, classes } = this.#survey.data;
    const given = this.#given;
    const leading = this.#leading;
    const margins = this.#margins;
    let found = 0;
    for (let place = 0; place < this.#contradictions; place += 1) {
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

  #chooseAny(other: number, count: number): Int32Array {
    const { data, groups } = this.#survey;
    const { values, classes } = data;
    const rows = rowsOfClass(groups, this.#given);
    const margins = this.#margins.subarray(0, rows.length);
    for (let place = 0; place < margins.length; place += 1) {
      const at = (rows[place] as number) * classes;
      margins[place] = (values[at + this.#given] as number) - (values[at + other] as number);
    }
    return lowestKeys(margins, count).map((place) => rows[place] as number);
  }
}
