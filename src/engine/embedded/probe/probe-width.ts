const [LEAST_WIDTH, MOST_WIDTH] = [32, 256];
/** Rows for each column of a probe, at least. */
const ROWS_PER_COLUMN = 8;

/** How many columns a probe of so many rows has: the largest power of two that leaves every column enough rows. */
export function probeWidth(rows: number): number {
  const width = 2 ** Math.floor(Math.log2(Math.max(1, rows / ROWS_PER_COLUMN)));
  return Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, width));
}
