import { outcomesOf, type Store } from '../store.ts';

const HALVES = 2;

/**
 * Counts of features by half of the data and by label. A feature counts once in a record, however
 * often it occurs there.
 */
export class OutcomeCounts {
  readonly #labels: number;
  readonly #store: Store;
  #counts: Uint32Array;
  #records: Uint32Array;
  #lastRecord: Uint32Array;

  constructor(store: Store, features: number) {
    this.#store = store;
    this.#labels = outcomesOf(store.labels);
    this.#counts = new Uint32Array(features * HALVES * this.#labels);
    this.#records = new Uint32Array(features * HALVES);
    this.#lastRecord = new Uint32Array(features);
  }

  /** Counts a feature in a record; the second time in the same record it does nothing. */
  add(feature: number, record: number): void {
    if (feature >= this.#lastRecord.length) this.#grow();
    if (this.#lastRecord[feature] === record + 1) return;
    this.#lastRecord[feature] = record + 1;
    const { folds, labels } = this.#store;
    const half = (folds[record] as number) & 1;
    const row = feature * HALVES + half;
    this.#records[row] = (this.#records[row] as number) + 1;
    if (this.#labels === 0) return;
    const from = record === 0 ? 0 : (labels.ends[record - 1] as number);
    const to = labels.ends[record] as number;
    for (let at = from; at < to; at += 1) {
      const cell = row * this.#labels + (labels.ids[at] as number);
      this.#counts[cell] = (this.#counts[cell] as number) + 1;
    }
  }

  records(feature: number): number {
    return this.recordsInHalf(feature, 0) + this.recordsInHalf(feature, 1);
  }

  recordsInHalf(feature: number, half: 0 | 1): number {
    return this.#records[feature * HALVES + half] ?? 0;
  }

  hits(feature: number, half: 0 | 1, label: number): number {
    return this.#counts[(feature * HALVES + half) * this.#labels + label] ?? 0;
  }

  #grow(): void {
    this.#counts = enlarged(this.#counts);
    this.#records = enlarged(this.#records);
    this.#lastRecord = enlarged(this.#lastRecord);
  }
}

function enlarged(old: Uint32Array): Uint32Array {
  const larger = new Uint32Array(Math.max(64, old.length * 2));
  larger.set(old);
  return larger;
}
