import type { SparseRows } from '../tasks/training-sample.ts';

/** Puts together sparse rows, one after the other. */
export class RowBuilder {
  readonly #starts: number[] = [0];
  #features = new Uint32Array(1 << 16);
  #used = 0;

  add(features: Uint32Array): void {
    const needed = this.#used + features.length;
    if (needed > this.#features.length) {
      const larger = new Uint32Array(Math.max(needed, 2 * this.#features.length));
      larger.set(this.#features);
      this.#features = larger;
    }
    this.#features.set(features, this.#used);
    this.#used = needed;
    this.#starts.push(needed);
  }

  rows(records: Uint32Array): SparseRows {
    const features = this.#features.subarray(0, this.#used);
    return { starts: Uint32Array.from(this.#starts), features, records };
  }
}

/** The same rows with features renumbered, and those left out whose number is negative. */
export function renumbered(
  { starts, features, records }: SparseRows,
  numberOf: (feature: number) => number,
): SparseRows {
  const builder = new RowBuilder();
  const kept = new Uint32Array(
    starts.reduce((most, end, at) => Math.max(most, end - (starts[at - 1] ?? 0)), 0),
  );
  for (let row = 0; row < records.length; row += 1) {
    let count = 0;
    for (let at = starts[row] as number; at < (starts[row + 1] as number); at += 1) {
      const number = numberOf(features[at] as number);
      if (number >= 0) kept[count++] = number;
    }
    builder.add(kept.subarray(0, count));
  }
  return builder.rows(records);
}

/** A copy that every thread can read. */
export function inSharedMemory({ starts, features, records }: SparseRows): SparseRows {
  return { starts: copyOf(starts), features: copyOf(features), records: copyOf(records) };
}

function copyOf(values: Uint32Array): Uint32Array {
  const copy = new Uint32Array(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}
