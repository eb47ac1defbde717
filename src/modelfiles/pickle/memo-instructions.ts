import type { Memo } from './memo.ts';
import { brokenPickle } from './pickle-error.ts';
import type { Ambiguity } from './pickle-run.ts';
import type { ValueStack } from './value-stack.ts';

/** The C reader's memo is an array: from here on it would take gigabytes, and may fail. */
const HIGHEST_INDEX = 2 ** 28;

interface Parts {
  readonly memo: Memo;
  readonly stack: ValueStack;
  readonly opcodeOffset: () => number;
  readonly fault: (kind: Ambiguity, what: string) => void;
}

/** Instructions that store the value on top of the stack, or push one that was stored. */
export class MemoInstructions {
  readonly #memo: Memo;
  readonly #stack: ValueStack;
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#memo = parts.memo;
    this.#stack = parts.stack;
    this.#parts = parts;
  }

  /** GET, BINGET, LONG_BINGET. */
  get(index: number): void {
    const value = this.#memo.get(index);
    if (value === 0) throw this.#broken(`nothing is stored in the memo at ${index}`);
    this.#stack.push(value);
  }

  /** PUT, BINPUT, LONG_BINPUT. */
  put(index: number): void {
    const value = this.#stack.peek();
    if (index < 0) throw this.#broken('a memo index is negative');
    if (index > HIGHEST_INDEX) {
      this.#fault('a memo index is so high that readers run out of memory');
    }
    if (!this.#memo.put(index, value)) {
      this.#fault(`the memo's index ${index} is used a second time`);
    }
  }

  /** MEMOIZE. */
  memoize(): void {
    this.put(this.#memo.count);
  }

  #fault(what: string): void {
    this.#parts.fault('ambiguous-memo', what);
  }

  #broken(what: string): Error {
    return brokenPickle(this.#parts.opcodeOffset(), what);
  }
}
