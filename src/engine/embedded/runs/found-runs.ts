/** Longest run of symbols that is counted. */
export const LONGEST_RUN = 5;
/** Stands where a run is shorter than the longest. */
export const NO_SYMBOL = 0xffff_ffff;

const OUTCOME = LONGEST_RUN;
const HITS = OUTCOME + 1;
const RECORDS = HITS + 2;
const WIDTH = RECORDS + 2;

/** One run that leans to a label, and its counts by half of the data. */
export interface FoundRun {
  readonly symbols: readonly number[];
  readonly outcome: number;
  readonly hits: readonly [number, number];
  readonly recordsByHalf: readonly [number, number];
  /** What to rank by where there are too many. */
  readonly strength: number;
}

/** Many of them, as plain columns that cross between threads. */
export interface FoundRuns {
  readonly rows: Uint32Array;
  readonly strengths: Float64Array;
}

/** Collects runs into columns. */
export class FoundRunsBuilder {
  #rows = new Uint32Array(64 * WIDTH);
  #strengths = new Float64Array(64);
  #count = 0;

  add({ symbols, outcome, hits, recordsByHalf, strength }: FoundRun): void {
    if (this.#count === this.#strengths.length) this.#grow();
    const row = this.#count * WIDTH;
    this.#rows.fill(NO_SYMBOL, row, row + LONGEST_RUN);
    this.#rows.set(symbols, row);
    this.#rows[row + OUTCOME] = outcome;
    this.#rows.set(hits, row + HITS);
    this.#rows.set(recordsByHalf, row + RECORDS);
    this.#strengths[this.#count] = strength;
    this.#count += 1;
  }

  /** The strongest of them, at most so many, in the order in which they came. */
  finish(most: number): FoundRuns {
    const rows = this.#rows.subarray(0, this.#count * WIDTH);
    const strengths = this.#strengths.subarray(0, this.#count);
    if (this.#count <= most) return { rows: rows.slice(), strengths: strengths.slice() };
    const least = strengths.toSorted()[this.#count - most] as number;
    const kept = [...strengths.keys()].filter((at) => (strengths[at] as number) >= least);
    const keptRows = new Uint32Array(kept.length * WIDTH);
    kept.forEach((at, index) => {
      keptRows.set(rows.subarray(at * WIDTH, (at + 1) * WIDTH), index * WIDTH);
    });
    return { rows: keptRows, strengths: Float64Array.from(kept, (at) => strengths[at] as number) };
  }

  #grow(): void {
    const rows = new Uint32Array(this.#rows.length * 2);
    rows.set(this.#rows);
    this.#rows = rows;
    const strengths = new Float64Array(this.#strengths.length * 2);
    strengths.set(this.#strengths);
    this.#strengths = strengths;
  }
}

/** The runs of such columns, one by one. */
export function* eachRun({ rows, strengths }: FoundRuns): Generator<FoundRun> {
  for (let at = 0; at < strengths.length; at += 1) {
    const row = rows.subarray(at * WIDTH, (at + 1) * WIDTH);
    const end = row.indexOf(NO_SYMBOL);
    yield {
      symbols: [...row.subarray(0, end === -1 || end > LONGEST_RUN ? LONGEST_RUN : end)],
      outcome: row[OUTCOME] as number,
      hits: [row[HITS] as number, row[HITS + 1] as number],
      recordsByHalf: [row[RECORDS] as number, row[RECORDS + 1] as number],
      strength: strengths[at] as number,
    };
  }
}
