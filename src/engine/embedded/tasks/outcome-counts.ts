import { outcomesOf, type Store } from '../store.ts';

/** Where things stand in the row of a feature: all it needs for one record lies side by side. */
const LAST_RECORD = 0;
const RECORDS = 1;
const HITS = 3;
const HALVES = 2;

export interface CountsByHalf {
  readonly hits: readonly [number, number];
  readonly recordsByHalf: readonly [number, number];
}

/**
 * Counts of features by half of the data and by label. A feature counts once in a record, however
 * often it occurs there.
 */
export class OutcomeCounts {
  readonly #labels: number;
  readonly #width: number;
  readonly #store: Store;
  #rows: Uint32Array;

  constructor(store: Store, features: number) {
    this.#store = store;
    this.#labels = outcomesOf(store.labels);
    this.#width = HITS + HALVES * this.#labels;
    this.#rows = new Uint32Array(Math.max(64, features) * this.#width);
  }

  /** Counts a feature in a record; the second time in the same record it does nothing. */
  add(feature: number, record: number): void {
    const row = feature * this.#width;
    if (row + this.#width > this.#rows.length) this.#grow();
    const rows = this.#rows;
    if (rows[row + LAST_RECORD] === record + 1) return;
    rows[row + LAST_RECORD] = record + 1;
    const { folds, labels } = this.#store;
    const half = (folds[record] as number) & 1;
    rows[row + RECORDS + half] = (rows[row + RECORDS + half] as number) + 1;
    if (this.#labels === 0) return;
    const from = record === 0 ? 0 : (labels.ends[record - 1] as number);
    const to = labels.ends[record] as number;
    for (let at = from; at < to; at += 1) {
      const cell = row + HITS + half * this.#labels + (labels.ids[at] as number);
      rows[cell] = (rows[cell] as number) + 1;
    }
  }

  /** Forgets everything, and makes room for so many features. */
  clear(features: number): void {
    const needed = features * this.#width;
    if (needed > this.#rows.length) this.#rows = new Uint32Array(needed);
    else this.#rows.fill(0, 0, needed);
  }

  /** What is counted of a feature and one label, by half. */
  of(feature: number, label: number): CountsByHalf {
    return {
      hits: [this.hits(feature, 0, label), this.hits(feature, 1, label)],
      recordsByHalf: [this.recordsInHalf(feature, 0), this.recordsInHalf(feature, 1)],
    };
  }

  records(feature: number): number {
    return this.recordsInHalf(feature, 0) + this.recordsInHalf(feature, 1);
  }

  recordsInHalf(feature: number, half: 0 | 1): number {
    return this.#rows[feature * this.#width + RECORDS + half] ?? 0;
  }

  hits(feature: number, half: 0 | 1, label: number): number {
    return this.#rows[feature * this.#width + HITS + half * this.#labels + label] ?? 0;
  }

  #grow(): void {
    const larger = new Uint32Array(this.#rows.length * 2);
    larger.set(this.#rows);
    this.#rows = larger;
  }
}
