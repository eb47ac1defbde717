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
    const rows = groups.rows.subarray(start, start + size);
    const contradicted = rows.filter((row) => ((marks[row] as number) & CONTRADICTED) !== 0);
    for (let other = 0; other < data.classes; other += 1) {
      const count = pruning.counts[given * data.classes + other] as number;
      if (other === given || !(count > 0)) continue;
      const pair = { given, other, count };
      for (const row of mostPreferred(data, contradicted, pair) ?? lowestRows(data, rows, pair))
        pruned[row] = 1;
    }
  }
  return pruned;
}

interface Pair {
  readonly given: number;
  readonly other: number;
  readonly count: number;
}

/**
 * Where the model prefers the other class in rows enough, the choice is among rows that contradict
 * their label, which are few. Undefined where it is not so, and where the cut runs through equal rows.
 */
function mostPreferred(
  data: LabelledProbabilities,
  contradicted: Int32Array,
  pair: Pair,
): Int32Array | undefined {
  const keys = marginKeys(data, contradicted, pair);
  let preferred = 0;
  for (const key of keys) if (key < 0) preferred += 1;
  if (preferred < pair.count) return undefined;
  return lowestUnlessTied(keys, pair.count)?.map((place) => contradicted[place] as number);
}

function lowestRows(data: LabelledProbabilities, rows: Int32Array, pair: Pair): Int32Array {
  return lowestKeys(marginKeys(data, rows, pair), pair.count).map((at) => rows[at] as number);
}

/** P(given) − P(other): lowest where the other class is preferred most. */
function marginKeys(data: LabelledProbabilities, rows: Int32Array, pair: Pair): FloatArray {
  const { values, classes } = data;
  const keys = sameKind(values, rows.length);
  for (let place = 0; place < rows.length; place += 1) {
    const at = (rows[place] as number) * classes;
    keys[place] = (values[at + pair.given] as number) - (values[at + pair.other] as number);
  }
  return keys;
}
