import { PairTable } from '../../../numerics/pair-table.ts';
import type { Run } from '../columns/sequence-column.ts';
import { type ItemColumn, NO_ID, type Store } from '../store.ts';
import { BEGINNING, END, StyleAlphabet, shapeSymbol } from './style-alphabet.ts';

/** Elements of style by number: `first[n]` alone, or before `second[n]`. Plain data. */
export interface StyleElements {
  readonly symbols: readonly string[];
  readonly first: Uint32Array;
  /** `NO_ID` where the element is one symbol. */
  readonly second: Uint32Array;
}

/** Longer texts are read as far as this. */
const MOST_TOKENS = 256;

/** Lists the distinct elements of style of one record after another. */
export class StyleReader {
  readonly #alphabet: StyleAlphabet;
  readonly #pairs = new PairTable();
  readonly #shapes: readonly ItemColumn[];
  readonly #ends: readonly [number, number];
  readonly #isOpen: boolean;
  /** By symbol: the element that it is alone, or -1. Symbols beyond are part of none. */
  readonly #alone: Int32Array;
  /** Both symbols of every element that was met, side by side, where new ones get numbers. */
  readonly #met: number[] = [];
  #seen = new Uint32Array(1 << 16);
  #stamp = 0;
  /** Numbers of elements of the record last read; the first `count` hold. */
  list: Uint32Array = new Uint32Array(1024);
  count = 0;

  /** Without elements, every one that is met gets a number; with them, others are passed over. */
  constructor(store: Store, elements: StyleElements | null) {
    this.#alphabet = new StyleAlphabet(store, elements?.symbols);
    this.#ends = [this.#alphabet.symbol(BEGINNING), this.#alphabet.symbol(END)];
    this.#shapes = store.items.columns.filter(({ kind }) => kind === 'shape');
    this.#alone = new Int32Array(elements?.symbols.length ?? 0).fill(-1);
    elements?.first.forEach((first, at) => {
      const second = elements.second[at] as number;
      this.#pairs.add(first, second);
      if (second === NO_ID) this.#alone[first] = at;
    });
    this.#isOpen = elements === null;
  }

  /** The elements of these numbers, in this order. */
  elements(numbers: Uint32Array): StyleElements {
    return {
      symbols: this.#alphabet.texts,
      first: numbers.map((number) => this.#met[2 * number] as number),
      second: numbers.map((number) => this.#met[2 * number + 1] as number),
    };
  }

  /** Whether a token is a word with a meaning of its own. */
  isContent(token: number): boolean {
    return this.#alphabet.token(token).isContent;
  }

  read({ ids, start, end, record }: Run): void {
    this.#stamp += 1;
    this.count = 0;
    const last = Math.min(end, start + MOST_TOKENS);
    const [beginning, ending] = this.#ends;
    let before = beginning;
    for (let at = start; at < last; at += 1) {
      const { symbol, shown } = this.#alphabet.token(ids[at] as number);
      for (const one of shown) this.#add(one, NO_ID);
      this.#add(before, symbol);
      before = symbol;
    }
    if (last === end) this.#add(before, ending);
    for (const { name, firstItem, ids: items, texts } of this.#shapes) {
      const item = items[record] as number;
      if (item !== NO_ID)
        this.#add(this.#alphabet.symbol(shapeSymbol(name, texts[item - firstItem] ?? '')), NO_ID);
    }
  }

  #known(first: number, second: number): number {
    const symbols = this.#alone.length;
    if (first >= symbols) return -1;
    if (second === NO_ID) return this.#alone[first] as number;
    return second >= symbols ? -1 : this.#pairs.find(first, second);
  }

  #add(first: number, second: number): void {
    const number = this.#isOpen ? this.#pairs.add(first, second) : this.#known(first, second);
    if (number === -1) return;
    if (this.#isOpen && 2 * number === this.#met.length) this.#met.push(first, second);
    if (number >= this.#seen.length) {
      const larger = new Uint32Array(2 * number);
      larger.set(this.#seen);
      this.#seen = larger;
    }
    if (this.#seen[number] === this.#stamp) return;
    this.#seen[number] = this.#stamp;
    if (this.count === this.list.length) {
      const larger = new Uint32Array(2 * this.count);
      larger.set(this.list);
      this.list = larger;
    }
    this.list[this.count++] = number;
  }
}
