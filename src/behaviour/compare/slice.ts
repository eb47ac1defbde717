/** A part of a suite that a person can name: all items with one value, one word, one range. */
export interface Slice {
  /** `amount from 100 to 250`, `contains ‘refund’`, `label = spam and country = DE`. */
  readonly name: string;
  /** Indexes of its items, ascending. */
  readonly items: Uint32Array;
}
