import type { LearningLosses, MeanLosses } from '../../operations/learning.ts';

/** Means of losses over groups of records. */
export function meanLosses(
  { positions, early, late }: LearningLosses,
  groups: readonly Uint32Array[],
): MeanLosses[] {
  const rowOf = new Map<number, number>();
  positions.forEach((record, row) => {
    rowOf.set(record, row);
  });
  return groups.map((group): MeanLosses => {
    let [records, first, last] = [0, 0, 0];
    for (const record of group) {
      const row = rowOf.get(record);
      if (row === undefined) continue;
      records += 1;
      first += early[row] as number;
      last += late[row] as number;
    }
    const among = Math.max(1, records);
    return { records, early: first / among, late: last / among };
  });
}
