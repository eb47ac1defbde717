import type { EffectCode, EffectLog } from './effect-log.ts';
import type { Heap } from './heap.ts';
import type { InstructionInput } from './instruction-input.ts';
import { Kind, kindOf, type Value } from './value.ts';

/** What an object is made of; 0 stands for nothing. */
export interface Ingredients {
  readonly subject: Value;
  readonly argument: Value;
  readonly keywords?: Value;
}

/** Writes effects down as they happen, and ties those on one object together. */
export class EffectRecorder {
  readonly log: EffectLog;
  readonly #heap: Heap;
  readonly #input: InstructionInput;

  constructor({ heap, log }: { heap: Heap; log: EffectLog }, input: InstructionInput) {
    this.log = log;
    this.#heap = heap;
    this.#input = input;
  }

  /** An effect that gives a new object. */
  make(kind: EffectCode, { subject, argument, keywords = 0 }: Ingredients): Value {
    const { log } = this;
    const result = this.#heap.object(log.begin(kind, this.#input.opcodeOffset, this.#heap.moment));
    log.involve(subject, argument, keywords);
    log.conclude(result, -1);
    this.#hold(result, argument);
    this.#hold(result, keywords);
    return result;
  }

  /** An effect on something that is there already. @returns the effect's number */
  change(kind: EffectCode, subject: Value, argument: Value): number {
    const { log } = this;
    const isObject = kindOf(subject) === Kind.Object;
    const number = log.begin(kind, this.#input.opcodeOffset, this.#heap.moment);
    log.involve(subject, argument, 0);
    log.conclude(0, isObject ? this.#heap.last(subject) : -1);
    if (isObject) {
      this.#heap.setLast(subject, number);
      this.#hold(subject, argument);
    }
    return number;
  }

  #hold(object: Value, value: Value): void {
    if (value !== 0) this.#heap.hold(object, value);
  }
}
