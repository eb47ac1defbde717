/** Records beside each other that may share a key: equal keys are always in one group. */
export interface KeyGroup {
  readonly records: Uint32Array;
  readonly keys: Uint32Array;
}

/** Instead of a key: this record is in no group. */
export const NO_KEY = -1;

const GROUP_SIZE = 1024;
const MOST_GROUPS = 1 << 13;

/**
 * Splits records into small groups by the low bits of one of their keys, so that each group can be
 * worked on within the nearest cache. Within a group records stay in order. One pass to count, one
 * to place; 8 bytes a record, used again for the next key.
 */
export class KeyGroups {
  readonly #records: Uint32Array;
  readonly #keys: Uint32Array;
  readonly #mask: number;

  constructor(count: number) {
    this.#records = new Uint32Array(count);
    this.#keys = new Uint32Array(count);
    const groups = 2 ** Math.ceil(Math.log2(Math.max(1, count / GROUP_SIZE)));
    this.#mask = Math.min(MOST_GROUPS, groups) - 1;
  }

  /** The groups for one key of each record, or `NO_KEY`; they are valid until the next call. */
  *split(keyOf: (record: number) => number): Generator<KeyGroup> {
    const count = this.#records.length;
    const mask = this.#mask;
    const ends = new Uint32Array(mask + 2);
    for (let record = 0; record < count; record += 1) {
      const key = keyOf(record);
      if (key !== NO_KEY) ends[(key & mask) + 1] = (ends[(key & mask) + 1] as number) + 1;
    }
    for (let group = 1; group < ends.length; group += 1) {
      ends[group] = (ends[group] as number) + (ends[group - 1] as number);
    }
    for (let record = 0; record < count; record += 1) {
      const key = keyOf(record);
      if (key === NO_KEY) continue;
      const place = ends[key & mask] as number;
      ends[key & mask] = place + 1;
      this.#records[place] = record;
      this.#keys[place] = key;
    }
    for (let group = 0, start = 0; group <= mask; group += 1) {
      const end = ends[group] as number;
      if (end - start > 1) {
        yield {
          records: this.#records.subarray(start, end),
          keys: this.#keys.subarray(start, end),
        };
      }
      start = end;
    }
  }
}
