import { type LabelColumn, NO_ID } from '../store.ts';

/** The label of a record that has one and no more; `NO_ID` of any other. */
export function singleLabel(
  { ids, ends }: Pick<LabelColumn, 'ids' | 'ends'>,
  record: number,
): number {
  const from = record === 0 ? 0 : (ends[record - 1] as number);
  return ends[record] === from + 1 ? (ids[from] as number) : NO_ID;
}
