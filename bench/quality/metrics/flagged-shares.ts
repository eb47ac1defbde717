export interface FlaggedShares {
  /** Share of the planted rows that are flagged. */
  readonly planted: number;
  /** Share of the clean rows that are flagged. */
  readonly clean: number;
}

/** How much of what was planted, and of what was not, a scan flags. */
export function flaggedShares(
  flagged: ArrayLike<number>,
  planted: ArrayLike<number>,
): FlaggedShares {
  const rows = [0, 0];
  const hits = [0, 0];
  for (let row = 0; row < flagged.length; row++) {
    const side = planted[row] === 0 ? 0 : 1;
    rows[side] = (rows[side] ?? 0) + 1;
    hits[side] = (hits[side] ?? 0) + (flagged[row] as number);
  }
  return { planted: (hits[1] ?? 0) / (rows[1] ?? 1), clean: (hits[0] ?? 0) / (rows[0] ?? 1) };
}
