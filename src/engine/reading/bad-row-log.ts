import type { BadRow } from '../../findings/scan-report.ts';

/** However few bad rows are allowed, this many are described. */
const ALWAYS_DESCRIBED = 20;
const MOST_DESCRIBED = 1000;

/** Counts the rows that could not be read, and describes the first of them. */
export class BadRowLog {
  readonly #most: number;
  readonly described: BadRow[] = [];
  count = 0;

  constructor(maximum: number) {
    this.#most = Math.max(ALWAYS_DESCRIBED, Math.min(maximum, MOST_DESCRIBED));
  }

  add(row: BadRow): void {
    this.count += 1;
    if (this.described.length < this.#most) this.described.push(row);
  }
}
