import type { ReadSummary } from './read-summary.ts';

/** Where a record stands in the dataset: of a sample, not where the engine keeps it. */
export function filePosition(
  { positions }: Pick<ReadSummary, 'positions'>,
  record: number,
): number {
  return positions === null ? record : (positions[record] as number);
}
