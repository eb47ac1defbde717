import type { ConstantReader } from './constant-reader.ts';
import { type EffectCode, EffectKind } from './effect-log.ts';
import type { EffectRecorder } from './effect-recorder.ts';
import type { Heap } from './heap.ts';
import { brokenPickle } from './pickle-error.ts';
import type { Ambiguity } from './pickle-run.ts';
import { Kind, type KindCode, kindOf, type Value } from './value.ts';
import type { ValueStack } from './value-stack.ts';

interface Parts {
  readonly heap: Heap;
  readonly stack: ValueStack;
  readonly effects: EffectRecorder;
  readonly constants: ConstantReader;
  readonly opcodeOffset: () => number;
  readonly fault: (kind: Ambiguity, what: string) => void;
}

/** What APPENDS and its like demand of what they fill. */
interface Filling {
  readonly kind: EffectCode;
  /** Constants and containers of these kinds raise `TypeError` or `AttributeError` in every reader. */
  readonly refused: number;
}

const SCALARS =
  (1 << Kind.None) |
  (1 << Kind.Bool) |
  (1 << Kind.SmallInt) |
  (1 << Kind.Int) |
  (1 << Kind.Float) |
  (1 << Kind.Text) |
  (1 << Kind.Text8) |
  (1 << Kind.Bytes) |
  (1 << Kind.Tuple) |
  (1 << Kind.FrozenSet);

const APPENDING: Filling = {
  kind: EffectKind.Append,
  refused: SCALARS | (1 << Kind.Dict) | (1 << Kind.Set),
};
const SETTING: Filling = { kind: EffectKind.SetItem, refused: SCALARS | (1 << Kind.Set) };
const ADDING: Filling = {
  kind: EffectKind.Add,
  refused: SCALARS | (1 << Kind.Dict) | (1 << Kind.List) | (1 << Kind.ByteArray),
};

/** Instructions that build tuples, lists, dictionaries and sets, or fill what stands for one. */
export class ContainerInstructions {
  readonly #parts: Parts;
  readonly #heap: Heap;
  readonly #stack: ValueStack;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#heap = parts.heap;
    this.#stack = parts.stack;
  }

  /** EMPTY_LIST, EMPTY_DICT, EMPTY_SET. */
  empty(kind: KindCode): void {
    this.#stack.push(this.#heap.container(kind));
  }

  /** TUPLE1, TUPLE2, TUPLE3, EMPTY_TUPLE. */
  shortTuple(size: number): void {
    const stack = this.#stack;
    stack.require(size);
    const start = stack.top - size;
    const tuple = this.#heap.tuple(stack, start);
    stack.top = start;
    stack.push(tuple);
  }

  /** TUPLE. */
  tuple(): void {
    const start = this.#stack.unmark();
    this.shortTuple(this.#stack.top - start);
  }

  /** LIST, FROZENSET. */
  marked(kind: KindCode): void {
    const start = this.#stack.unmark();
    if (kind === Kind.FrozenSet) this.#requireHashable(start, 1);
    this.#build(kind, start);
  }

  /** DICT. */
  dict(): void {
    const start = this.#stack.unmark();
    this.#requirePairs(start);
    this.#requireHashable(start, 2);
    this.#build(Kind.Dict, start);
  }

  /** APPEND. */
  append(): void {
    this.#stack.require(2);
    this.#fill(APPENDING, this.#stack.top - 1);
  }

  /** APPENDS. */
  appends(): void {
    this.#fill(APPENDING, this.#belowMark());
  }

  /** SETITEM. */
  setItem(): void {
    this.#stack.require(3);
    this.#fill(SETTING, this.#stack.top - 2);
  }

  /** SETITEMS. */
  setItems(): void {
    const start = this.#belowMark();
    this.#requirePairs(start);
    this.#fill(SETTING, start);
  }

  /** ADDITEMS. */
  addItems(): void {
    this.#fill(ADDING, this.#belowMark());
  }

  /** Takes the last mark off, above which items lie, and below which what they go into. */
  #belowMark(): number {
    const start = this.#stack.unmark();
    this.#stack.require(this.#stack.top - start + 1);
    return start;
  }

  #build(kind: KindCode, start: number): void {
    const stack = this.#stack;
    const container = this.#heap.container(kind);
    this.#heap.extend(container, stack, start);
    stack.top = start;
    stack.push(container);
  }

  /** Puts the values from `start` on into the one below them. */
  #fill(filling: Filling, start: number): void {
    const stack = this.#stack;
    const receiver = stack.values[start - 1] as number;
    const kind = kindOf(receiver);
    if (kind === Kind.List && filling === APPENDING) {
      this.#heap.extend(receiver, stack, start);
    } else if (kind === Kind.Dict && filling === SETTING) {
      this.#requireHashable(start, 2);
      this.#heap.extend(receiver, stack, start);
    } else {
      this.#fillOther(filling, receiver, start);
    }
    stack.top = start;
  }

  #fillOther(filling: Filling, receiver: Value, start: number): void {
    const stack = this.#stack;
    const kind = kindOf(receiver);
    if (start === stack.top) this.#fillWithNothing(filling, kind);
    else if ((filling.refused & (1 << kind)) !== 0) {
      throw this.#broken('items are put into a value that takes none');
    } else if (kind === Kind.Set) {
      this.#requireHashable(start, 1);
      this.#heap.extend(receiver, stack, start);
    } else if (kind === Kind.List) {
      this.#replaceItems(receiver, start);
    } else {
      const items = this.#heap.tuple(stack, start);
      this.#parts.effects.change(filling.kind, receiver, items);
    }
  }

  /** The C reader does nothing at all; the Python reader looks for the method first. */
  #fillWithNothing(filling: Filling, kind: KindCode): void {
    if (filling === SETTING || (filling === ADDING && kind === Kind.Set)) return;
    if (kind === Kind.Object || kind === Kind.Symbol) return;
    this.#parts.fault('ambiguous-arguments', 'no items are put into a value that takes none');
  }

  /** SETITEM on a list replaces items that are there; the judge sees the new ones beside the old. */
  #replaceItems(list: Value, start: number): void {
    const { values, top } = this.#stack;
    const size = BigInt(this.#heap.size(list));
    for (let at = start; at < top; at += 2) {
      const key = values[at] as number;
      const kind = kindOf(key);
      if (kind !== Kind.SmallInt && kind !== Kind.Int && kind !== Kind.Bool) {
        throw this.#broken('an item of a list is set under a key that is no number');
      }
      const index = this.#parts.constants.integer(key);
      if (index >= size || index < -size) throw this.#broken('a list has no item at this index');
      this.#heap.replace(list, values[at + 1] as number);
    }
  }

  #requirePairs(start: number): void {
    if ((this.#stack.top - start) % 2 !== 0) throw this.#broken('a key has no value');
  }

  #requireHashable(start: number, step: number): void {
    const { values, top } = this.#stack;
    for (let at = start; at < top; at += step) {
      const value = values[at] as number;
      if (kindOf(value) >= Kind.ByteArray && !this.#heap.isHashable(value)) {
        throw this.#broken('a key is of a kind that cannot be one');
      }
    }
  }

  #broken(what: string): Error {
    return brokenPickle(this.#parts.opcodeOffset(), what);
  }
}
