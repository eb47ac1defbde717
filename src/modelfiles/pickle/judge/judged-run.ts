import { CredenceError } from '../../../core/error.ts';
import type { ElementType } from '../checks/element-type.ts';
import type { Effect } from '../effect-log.ts';
import type { Segment } from '../heap.ts';
import type { PickleRun } from '../pickle-run.ts';
import { Kind, kindOf, payloadOf, type Value } from '../value.ts';

/** How often all items of a stream may be looked at; honest ones are, once or twice. */
const MOST_LOOKS = 8;
/** And so many items in any case. */
const LOOKED_AT_LEAST = 1e6;

/** A run in the course of being judged: its values, and what the effects so far made of its objects. */
export class JudgedRun {
  readonly run: PickleRun;
  /** What types of array elements come to, by the object that stands for each; for those who check them. */
  readonly elementTypes: Map<Value, ElementType | string> = new Map<Value, ElementType | string>();
  /** By the number of the effect that made an object: key of its class, or `null`. */
  readonly #classNames: (string | null | undefined)[] = [];
  readonly #states = new Map<Value, Effect>();
  readonly #aliases = new Map<Value, Value>();
  #looked = 0;

  constructor(run: PickleRun) {
    this.run = run;
  }

  /** @param className key of the object's class, or `null` where what made it is not allowed */
  setClass(object: Value, className: string | null): void {
    const number = this.run.heap.first(object);
    // Filled in order, so that the engine keeps a plain array.
    while (this.#classNames.length < number) this.#classNames.push(undefined);
    this.#classNames[number] = className;
  }

  setState(object: Value, state: Effect): void {
    this.#states.set(object, state);
    this.elementTypes.delete(object);
  }

  /** Lets an object stand for a class (a persistent id of PyTorch). */
  setAlias(object: Value, symbol: Value): void {
    this.#aliases.set(object, symbol);
  }

  /** Key of an object's class; `null` for other values, and for objects of no known class. */
  className(value: Value): string | null {
    if (kindOf(value) !== Kind.Object) return null;
    const className = this.#classNames[this.run.heap.first(value)];
    if (className === undefined) throw new RangeError('an object is used before it is made');
    return className;
  }

  /** The effect that made an object. */
  maker(object: Value): Effect {
    return this.run.effects.get(this.run.heap.first(object));
  }

  /** The effect that gave an object its state; `null` until then. */
  state(object: Value): Effect | null {
    return this.#states.get(object) ?? null;
  }

  /** Key of a symbol, or of what stands for one; `null` for other values. */
  symbol(value: Value): string | null {
    const symbol = kindOf(value) === Kind.Object ? (this.#aliases.get(value) ?? 0) : value;
    if (kindOf(symbol) !== Kind.Symbol) return null;
    return this.run.symbols.get(payloadOf(symbol)).key;
  }

  /**
   * Items of a container as of a moment, segment by segment. Whoever has the same container looked
   * at over and over is stopped.
   *
   * @throws CredenceError `LIMIT_EXCEEDED`
   */
  *segments(container: Value, moment: number): Generator<Segment> {
    for (const segment of this.run.heap.segments(container, moment)) {
      this.#looked += segment.items.length + 1;
      if (this.#looked > LOOKED_AT_LEAST + MOST_LOOKS * this.run.heap.moment) {
        throw new CredenceError('LIMIT_EXCEEDED', 'The file has the same values judged too often');
      }
      yield segment;
    }
  }

  /**
   * All items of a container as of a moment; `null` where some of them are not kept one by one, or
   * where it is no container.
   */
  items(value: Value, moment: number): readonly Value[] | null {
    const kind = kindOf(value);
    if (kind < Kind.Tuple || kind > Kind.FrozenSet) return null;
    const items: Value[] = [];
    for (const segment of this.segments(value, moment)) {
      if (segment.kinds !== 0) return null;
      for (const item of segment.items) items.push(item);
    }
    return items;
  }

  /** How many items there are as of a moment; keys and values count one each. */
  size(value: Value, moment: number): number {
    let size = 0;
    for (const segment of this.segments(value, moment)) size += segment.size;
    return size;
  }

  /** Items of a tuple; `null` for other values. */
  tuple(value: Value): readonly Value[] | null {
    if (kindOf(value) !== Kind.Tuple) return null;
    const { heap } = this.run;
    const first = heap.first(value);
    const end = first + heap.size(value);
    const items: Value[] = [];
    for (let at = first; at < end; at++) items.push(heap.pool[at] as number);
    return items;
  }

  /** A text's characters; `null` for other values. */
  text(value: Value): string | null {
    const kind = kindOf(value);
    return kind === Kind.Text || kind === Kind.Text8 ? this.run.constants.text(value) : null;
  }

  /** An integer that is exact as a number; `null` for other values. */
  integer(value: Value): number | null {
    const kind = kindOf(value);
    if (kind !== Kind.SmallInt && kind !== Kind.Int) return null;
    const number = Number(this.run.constants.integer(value));
    return Number.isSafeInteger(number) ? number : null;
  }

  /** An integer from 0 on; `null` for other values. */
  count(value: Value): number | null {
    const number = this.integer(value);
    return number !== null && number >= 0 ? number : null;
  }

  /** A dictionary's values by its text keys as of a moment; `null` where it is none, or not whole. */
  record(value: Value, moment: number): ReadonlyMap<string, Value> | null {
    if (kindOf(value) !== Kind.Dict) return null;
    const items = this.items(value, moment);
    if (items === null) return null;
    const record = new Map<string, Value>();
    for (let index = 0; index + 1 < items.length; index += 2) {
      const key = this.text(items[index] as number);
      if (key === null) return null;
      record.set(key, items[index + 1] as number);
    }
    return record;
  }
}
