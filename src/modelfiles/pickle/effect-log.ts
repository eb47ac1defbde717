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

const FIRST_ROOM = 8;
const FIELDS = 8;

/** The effects of one run in their order, packed: each is eight numbers in a row. */
export class EffectLog {
  count = 0;
  #fields = new Float64Array(FIRST_ROOM * FIELDS);

  /** Forgets everything, and keeps its room. */
  clear(): void {
    this.count = 0;
  }

  /** Room that it takes, in bytes. */
  get bytes(): number {
    return this.#fields.byteLength;
  }

  /** Begins an effect. @returns its number */
  begin(kind: EffectCode, offset: number, moment: number): number {
    const at = this.count * FIELDS;
    if (at === this.#fields.length) {
      const larger = new Float64Array(at * 2);
      larger.set(this.#fields);
      this.#fields = larger;
    }
    this.#fields[at] = kind;
    this.#fields[at + 1] = offset;
    this.#fields[at + 5] = moment;
    return this.count++;
  }

  /** Says what the last effect is about. */
  involve(subject: Value, argument: Value, keywords: Value): void {
    const at = (this.count - 1) * FIELDS;
    this.#fields[at + 2] = subject;
    this.#fields[at + 3] = argument;
    this.#fields[at + 4] = keywords;
  }

  /** Says what the last effect gave, and which effect on the same object came before it. */
  conclude(result: Value, previous: number): void {
    const at = (this.count - 1) * FIELDS;
    this.#fields[at + 6] = result;
    this.#fields[at + 7] = previous;
  }

  get(number: number): Effect {
    if (number < 0 || number >= this.count) throw new RangeError(`there is no effect ${number}`);
    const at = number * FIELDS;
    const fields = this.#fields;
    return {
      kind: fields[at] as EffectCode,
      offset: fields[at + 1] as number,
      subject: fields[at + 2] as number,
      argument: fields[at + 3] as number,
      keywords: fields[at + 4] as number,
      moment: fields[at + 5] as number,
      result: fields[at + 6] as number,
      previous: fields[at + 7] as number,
    };
  }
}
