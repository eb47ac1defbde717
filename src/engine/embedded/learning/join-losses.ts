import type { LearningLosses } from '../../operations/learning.ts';
import type { FoldLosses } from '../tasks/fit-outcome-model.ts';

/** Means over the folds that each record has taught. */
export function joinLosses(folds: readonly FoldLosses[], records: number): LearningLosses {
  const [early, late] = [new Float32Array(records), new Float32Array(records)];
  const taught = new Uint8Array(records);
  for (const fold of folds) {
    fold.records.forEach((record, row) => {
      early[record] = (early[record] as number) + (fold.early[row] as number);
      late[record] = (late[record] as number) + (fold.late[row] as number);
      taught[record] = (taught[record] as number) + 1;
    });
  }
  const positions = Uint32Array.from(taught.keys()).filter((record) => taught[record] !== 0);
  const meanOf = (sums: Float32Array): Float32Array =>
    Float32Array.from(positions, (record) => (sums[record] as number) / (taught[record] as number));
  return { positions, early: meanOf(early), late: meanOf(late) };
}
