import type { Slice } from '../../operations/disagreement.ts';
import { itemColumn } from '../columns/item-text.ts';
import type { OriginColumn } from '../columns/origin-column.ts';
import type { Run } from '../columns/sequence-column.ts';
import { NO_ID, type Store, tokenText } from '../store.ts';

/** Tokens that occur more rarely than this describe no slice. */
const LEAST_OCCURRENCES = 8;
const MOST_TOKENS = 500_000;

/** Numbers of all that may describe a slice of records: words, values, origins, steps of time. */
export class SliceFeatures {
  readonly #store: Store;
  readonly #times: readonly OriginColumn[];
  readonly #tokens: number;
  readonly #seen: Uint32Array;
  readonly #isLabel: Uint8Array;
  #stamp = 0;
  /** Features of the record last listed; the first `count` entries hold. */
  list: Uint32Array = new Uint32Array(256);
  count = 0;
  /** Features are below this. */
  readonly size: number;

  constructor(store: Store, origins: readonly OriginColumn[]) {
    this.#store = store;
    this.#times = origins.filter(({ role }) => role === 'time');
    const { frequency, size } = store.vocabulary;
    let tokens = 0;
    while (tokens < Math.min(size, MOST_TOKENS) && (frequency[tokens] ?? 0) >= LEAST_OCCURRENCES)
      tokens += 1;
    this.#tokens = tokens;
    this.#seen = new Uint32Array(tokens);
    this.#isLabel = Uint8Array.from(store.items.columns, ({ determination }) =>
      determination > 0.99 ? 1 : 0,
    );
    this.size =
      tokens + store.items.count + this.#times.reduce((sum, { texts }) => sum + texts.length, 0);
  }

  collect({ ids, start, end, record }: Run): void {
    const { items } = this.#store;
    const needed = end - start + items.columns.length + this.#times.length;
    if (this.list.length < needed) this.list = new Uint32Array(needed * 2);
    this.#stamp += 1;
    let count = 0;
    for (let at = start; at < end; at += 1) {
      const token = ids[at] as number;
      if (token >= this.#tokens || this.#seen[token] === this.#stamp) continue;
      this.#seen[token] = this.#stamp;
      this.list[count++] = token;
    }
    for (const [at, column] of items.columns.entries()) {
      const item = column.ids[record] as number;
      if (item !== NO_ID && this.#isLabel[at] === 0) this.list[count++] = this.#tokens + item;
    }
    let first = this.#tokens + items.count;
    for (const { ids: steps, texts } of this.#times) {
      const step = steps[record] as number;
      if (step !== NO_ID) this.list[count++] = first + step;
      first += texts.length;
    }
    this.count = count;
  }

  /** What a feature is, in text. */
  sliceOf(feature: number): Slice {
    const { vocabulary, items } = this.#store;
    if (feature < this.#tokens) return { kind: 'word', word: tokenText(vocabulary, feature) };
    const item = feature - this.#tokens;
    if (item < items.count) {
      const { name, kind, texts, firstItem } = itemColumn(this.#store, item);
      const value = texts[item - firstItem] as string;
      const kinds = { value: 'value', range: 'value', shape: 'shape', origin: 'origin' } as const;
      return { kind: kinds[kind], column: name, value };
    }
    let step = item - items.count;
    for (const { name, texts } of this.#times) {
      const value = texts[step];
      if (value !== undefined) return { kind: 'time', column: name, value };
      step -= texts.length;
    }
    throw new RangeError(`no feature ${feature}`);
  }
}
