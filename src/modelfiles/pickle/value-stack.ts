import { moved } from './moved.ts';
import { brokenPickle } from './pickle-error.ts';
import type { Value } from './value.ts';

const FIRST_ROOM = 64;

/** The stack of the machine, with marks: what lies below the last mark cannot be reached. */
export class ValueStack {
  values: Float64Array<ArrayBuffer> = new Float64Array(FIRST_ROOM);
  /** How many values there are. */
  top = 0;
  /** Where the values above the last mark begin. */
  fence = 0;
  #marks = new Uint32Array(FIRST_ROOM);
  #markCount = 0;
  /** Where the instruction is that uses the stack now, for errors. */
  opcodeOffset: () => number = () => 0;

  /** Forgets everything, and keeps its room. */
  clear(): void {
    this.top = 0;
    this.fence = 0;
    this.#markCount = 0;
  }

  push(value: Value): void {
    if (this.top === this.values.length) this.#grow();
    this.values[this.top++] = value;
  }

  pop(): Value {
    if (this.top <= this.fence) throw this.#underflow();
    return this.values[--this.top] as number;
  }

  peek(): Value {
    if (this.top <= this.fence) throw this.#underflow();
    return this.values[this.top - 1] as number;
  }

  /** @throws CredenceError `DATA_MALFORMED` where fewer values lie above the last mark. */
  require(count: number): void {
    if (this.top - this.fence < count) throw this.#underflow();
  }

  mark(): void {
    if (this.#markCount === this.#marks.length) {
      const larger = new Uint32Array(this.#markCount * 2);
      larger.set(this.#marks);
      this.#marks = larger;
    }
    this.#marks[this.#markCount++] = this.top;
    this.fence = this.top;
  }

  /** Takes the last mark off and leaves the values. @returns the place of the first value above it */
  unmark(): number {
    if (this.#markCount === 0) throw brokenPickle(this.opcodeOffset(), 'no mark is on the stack');
    const start = this.fence;
    this.#markCount--;
    this.fence = this.#markCount === 0 ? 0 : (this.#marks[this.#markCount - 1] as number);
    return start;
  }

  /** POP: the last value, or the last mark where no value lies above it. */
  drop(): void {
    if (this.top > this.fence) this.top--;
    else this.unmark();
  }

  /** Whether anything is left: values or marks. */
  get isEmpty(): boolean {
    return this.top === 0 && this.#markCount === 0;
  }

  #grow(): void {
    this.values = moved(this.values, new Float64Array(this.values.length * 2));
  }

  #underflow(): Error {
    return brokenPickle(this.opcodeOffset(), 'the stack holds fewer values than are taken from it');
  }
}
