import { CredenceError } from '../../../core/error.ts';
import type { FloatArray } from '../../../numerics/float-array.ts';
import {
  alignProbabilities,
  type GivenLabels,
} from '../../../records/probabilities/align-probabilities.ts';
import type { LabelJudge } from '../../operations/labels.ts';
import type { ProbabilitiesFile } from '../../reading/probabilities/read-probabilities.ts';
import type { JudgedProbabilities } from '../labels/judged-probabilities.ts';
import type { LabelColumn } from '../store.ts';

/** Probabilities of the user's own model, beside the labels of the data. Plain data, shared between threads. */
export interface GivenProbabilities extends JudgedProbabilities {
  readonly judge: LabelJudge;
}

export interface GivenInput {
  readonly file: ProbabilitiesFile;
  readonly labels: LabelColumn;
  /** Why the labels cannot be judged, as a clause, or `null`. */
  readonly labelProblem: string | null;
  /** Ids of the records, where the data and the file have some. */
  readonly ids: readonly string[] | null;
}

/**
 * Puts the user's probabilities beside the labels, and makes sure that they belong together.
 *
 * @throws CredenceError DATA_UNSUPPORTED where the data have no labels to judge, or several for one record; those
 *   of `alignProbabilities`.
 */
export function givenProbabilities(input: GivenInput): GivenProbabilities {
  const { file, labels, labelProblem, ids } = input;
  const { table, digest } = file;
  if (labelProblem !== null) {
    throw new CredenceError(
      'DATA_UNSUPPORTED',
      `${table.file} cannot be put beside labels: ${labelProblem}.`,
      { at: { file: table.file }, hint: 'Name the column of labels with --label.' },
    );
  }
  const given: GivenLabels = {
    names: labels.texts,
    classes: onlyLabels(labels, table.file),
    ...(ids === null ? {} : { ids }),
  };
  const aligned = alignProbabilities(table, given);
  return {
    positions: Uint32Array.from(aligned.records),
    data: { ...aligned, values: sharedFloats(aligned.values), labels: sharedInts(aligned.labels) },
    labels: aligned.classNames,
    judge: { kind: 'given', file: table.file, digest, notes: aligned.notes },
  };
}

/** The one label of each record, or -1. */
function onlyLabels({ ids, ends }: LabelColumn, file: string): Int32Array {
  return Int32Array.from(ends, (end, record) => {
    const from = record === 0 ? 0 : (ends[record - 1] as number);
    if (end - from > 1) {
      throw new CredenceError(
        'DATA_UNSUPPORTED',
        `Record ${record + 1} of the data has ${end - from} labels, and ${file} gives one distribution for each record.`,
        { at: { file }, hint: 'Leave the probabilities out: labels are then judged one by one.' },
      );
    }
    return end === from ? -1 : (ids[from] as number);
  });
}

function sharedFloats(values: FloatArray): FloatArray {
  const buffer = new SharedArrayBuffer(values.byteLength);
  const shared =
    values instanceof Float32Array ? new Float32Array(buffer) : new Float64Array(buffer);
  shared.set(values);
  return shared;
}

function sharedInts(values: Int32Array): Int32Array {
  const shared = new Int32Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}
