/** What stands for every value beyond those that are told apart. */
export const OTHERS = '(others)';

const MOST = 10_000;

/** Gives values numbers, so that a row costs four bytes; the first ten thousand are told apart. */
export class ValueCodes {
  readonly #codes = new Map<string, number>();
  readonly #values: (string | null)[] = [null];

  /** 0 stands for no value. */
  code(value: string | null): number {
    if (value === null) return 0;
    const named = this.#values.length < MOST ? value : OTHERS;
    const known = this.#codes.get(value) ?? this.#codes.get(named);
    if (known !== undefined) return known;
    this.#codes.set(named, this.#values.length);
    return this.#values.push(named) - 1;
  }

  value(code: number): string | null {
    return this.#values[code] ?? null;
  }
}
