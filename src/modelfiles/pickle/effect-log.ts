import { CredenceError } from '../../core/error.ts';
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

/** A model has far fewer; each is judged, and takes memory until then. */
const MOST_EFFECTS = 4_000_000;
const FIELDS = 8;
/** Effects of one block: as a power of two, and as a mask. */
const BLOCK_BITS = 10;
const IN_BLOCK = 2 ** BLOCK_BITS - 1;

/**
 * The effects of one run in their order, packed: each is eight numbers in a row, in blocks that stay
 * where they are however many there come to be.
 */
export class EffectLog {
  count = 0;
  readonly #blocks: Float64Array[] = [];

  /** Forgets everything, and keeps its room. */
  clear(): void {
    this.count = 0;
  }

  /** Room that it takes, in bytes. */
  get bytes(): number {
    return this.#blocks.length * FIELDS * (IN_BLOCK + 1) * Float64Array.BYTES_PER_ELEMENT;
  }

  /** Begins an effect. @returns its number @throws CredenceError `LIMIT_EXCEEDED` */
  begin(kind: EffectCode, offset: number, moment: number): number {
    const number = this.count++;
    if (number === MOST_EFFECTS) throw tooMany(offset);
    if (number >> BLOCK_BITS === this.#blocks.length) {
      this.#blocks.push(new Float64Array(FIELDS * (IN_BLOCK + 1)));
    }
    const block = this.#block(number);
    const at = (number & IN_BLOCK) * FIELDS;
    block[at] = kind;
    block[at + 1] = offset;
    block[at + 5] = moment;
    return number;
  }

  /** Says what the last effect is about. */
  involve(subject: Value, argument: Value, keywords: Value): void {
    const block = this.#block(this.count - 1);
    const at = ((this.count - 1) & IN_BLOCK) * FIELDS;
    block[at + 2] = subject;
    block[at + 3] = argument;
    block[at + 4] = keywords;
  }

  /** Says what the last effect gave, and which effect on the same object came before it. */
  conclude(result: Value, previous: number): void {
    const block = this.#block(this.count - 1);
    const at = ((this.count - 1) & IN_BLOCK) * FIELDS;
    block[at + 6] = result;
    block[at + 7] = previous;
  }

  get(number: number): Effect {
    if (number < 0 || number >= this.count) throw new RangeError(`there is no effect ${number}`);
    const block = this.#block(number);
    const at = (number & IN_BLOCK) * FIELDS;
    return {
      kind: block[at] as EffectCode,
      offset: block[at + 1] as number,
      subject: block[at + 2] as number,
      argument: block[at + 3] as number,
      keywords: block[at + 4] as number,
      moment: block[at + 5] as number,
      result: block[at + 6] as number,
      previous: block[at + 7] as number,
    };
  }

  #block(number: number): Float64Array {
    return this.#blocks[number >> BLOCK_BITS] as Float64Array;
  }
}

function tooMany(byte: number): CredenceError {
  return new CredenceError('LIMIT_EXCEEDED', `The pickle makes more than ${MOST_EFFECTS} calls`, {
    at: { byte },
  });
}
