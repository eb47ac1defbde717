import { ValueCodes } from './value-codes.ts';

/** How often a label became another one; null where a row has none. */
export interface LabelTransition {
  readonly from: string | null;
  readonly to: string | null;
  readonly rows: number;
}

const LISTED = 50;

/** Labels of rows before and after, four bytes a row. */
export class Transitions {
  readonly #codes = new ValueCodes();
  readonly #old: Uint32Array;
  readonly #counts = new Map<string, LabelTransition>();

  /** @param rows how many rows there were before */
  constructor(rows: number) {
    this.#old = new Uint32Array(rows);
  }

  addOld(index: number, label: string | null): void {
    this.#old[index] = this.#codes.code(label);
  }

  /** Pairs an old row with the label that it has now. */
  pair(index: number, label: string | null): void {
    const from = this.#old[index] ?? 0;
    const to = this.#codes.code(label);
    if (from === to) return;
    const key = `${from} ${to}`;
    const rows = (this.#counts.get(key)?.rows ?? 0) + 1;
    this.#counts.set(key, { from: this.#codes.value(from), to: this.#codes.value(to), rows });
  }

  /** The most frequent ones first. */
  list(): readonly LabelTransition[] {
    return [...this.#counts.values()].sort((one, other) => other.rows - one.rows).slice(0, LISTED);
  }
}
