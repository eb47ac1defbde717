import type { Value } from './value.ts';

/** What an instruction does beyond building plain data: all that a policy must allow. */
export const EffectKind = {
  /** `subject(*argument)`: REDUCE. */
  Call: 1,
  /** `subject(*argument)`, or `subject.__new__(subject)` where there are no arguments: INST, OBJ. */
  Instantiate: 2,
  /** `subject.__new__(subject, *argument, **keywords)`: NEWOBJ, NEWOBJ_EX. */
  New: 3,
  /** `subject.__setstate__(argument)`, or its attributes updated: BUILD. */
  Build: 4,
  /** `subject.extend(argument)`: APPEND, APPENDS. */
  Append: 5,
  /** `subject[key] = value` for each pair of `argument`: SETITEM, SETITEMS. */
  SetItem: 6,
  /** `subject.add(item)` for each item of `argument`: ADDITEMS. */
  Add: 7,
  /** `persistent_load(argument)`: PERSID, BINPERSID. */
  Persistent: 8,
  /** Whatever the process has registered under a number: EXT1, EXT2, EXT4. */
  Extension: 9,
  /** Data from outside the stream: NEXT_BUFFER, READONLY_BUFFER. */
  Buffer: 10,
} as const;

export type EffectCode = (typeof EffectKind)[keyof typeof EffectKind];

export interface Effect {
  readonly kind: EffectCode;
  /** Of the instruction. */
  readonly offset: number;
  readonly subject: Value;
  /** A tuple of arguments or items; a state; a persistent id. */
  readonly argument: Value;
  /** 0 where there are none. */
  readonly keywords: Value;
  /** The heap's clock when it happened. */
  readonly moment: number;
  /** What it gave; 0 where nothing is pushed. */
  readonly result: Value;
  /** The effect before this one on the same object; -1 where there is none. */
  readonly previous: number;
}

const FIRST_ROOM = 64;
const FIELDS = 8;

/** The effects of one run in their order, packed. */
export class EffectLog {
  count = 0;
  #fields = new Float64Array(FIRST_ROOM * FIELDS);

  /** @returns the effect's number */
  add(effect: Effect): number {
    const at = this.count * FIELDS;
    if (at === this.#fields.length) {
      const larger = new Float64Array(at * 2);
      larger.set(this.#fields);
      this.#fields = larger;
    }
    const fields = this.#fields;
    fields[at] = effect.kind;
    fields[at + 1] = effect.offset;
    fields[at + 2] = effect.subject;
    fields[at + 3] = effect.argument;
    fields[at + 4] = effect.keywords;
    fields[at + 5] = effect.moment;
    fields[at + 6] = effect.result;
    fields[at + 7] = effect.previous;
    return this.count++;
  }

  get(number: number): Effect {
    if (number < 0 || number >= this.count) throw new RangeError(`there is no effect ${number}`);
    const at = number * FIELDS;
    const field = (index: number): number => this.#fields[at + index] as number;
    return {
      kind: field(0) as EffectCode,
      offset: field(1),
      subject: field(2),
      argument: field(3),
      keywords: field(4),
      moment: field(5),
      result: field(6),
      previous: field(7),
    };
  }
}
