import { symbolKey } from '../../policy/policy.ts';
import type { Effect } from '../effect-log.ts';
import type { PickleRun } from '../pickle-run.ts';
import { Kind, kindOf, payloadOf, type Value } from '../value.ts';

/** What is known of an object once the effects that made it were judged. */
export interface ObjectFacts {
  /** Key of its class, or `null` where what made it is not allowed. */
  readonly className: string | null;
  /** The effect that made it. */
  readonly maker: Effect;
  /** The effect that gave it its state; `null` until then. */
  readonly state: Effect | null;
  /** The class that it stands for (a persistent id of PyTorch); `null` where it is an instance. */
  readonly alias: Value | null;
}

/** A run in the course of being judged: its values, and what the effects so far made of its objects. */
export class JudgedRun {
  readonly run: PickleRun;
  readonly #objects = new Map<number, ObjectFacts>();

  constructor(run: PickleRun) {
    this.run = run;
  }

  /** @throws RangeError where the object was not made by an effect that came before. */
  object(value: Value): ObjectFacts {
    const facts = this.#objects.get(payloadOf(value));
    if (facts === undefined) throw new RangeError('an object is used before it is made');
    return facts;
  }

  setObject(value: Value, facts: ObjectFacts): void {
    this.#objects.set(payloadOf(value), facts);
  }

  /** Key of an object's class; `null` for other values, and for objects of no known class. */
  className(value: Value): string | null {
    return kindOf(value) === Kind.Object ? this.object(value).className : null;
  }

  /** Key of a symbol, or of what stands for one; `null` for other values. */
  symbol(value: Value): string | null {
    const symbol = kindOf(value) === Kind.Object ? (this.object(value).alias ?? 0) : value;
    if (kindOf(symbol) !== Kind.Symbol) return null;
    const { module, name } = this.run.symbols.get(payloadOf(symbol));
    return symbolKey(module, name);
  }

  /**
   * All items of a container as of a moment; `null` where some of them are not kept one by one, or
   * where it is no container.
   */
  items(value: Value, moment: number): readonly Value[] | null {
    const kind = kindOf(value);
    if (kind < Kind.Tuple || kind > Kind.FrozenSet) return null;
    const items: Value[] = [];
    for (const segment of this.run.heap.segments(value, moment)) {
      if (segment.kinds !== 0) return null;
      for (const item of segment.items) items.push(item);
    }
    return items;
  }

  /** How many items there are as of a moment; keys and values count one each. */
  size(value: Value, moment: number): number {
    let size = 0;
    for (const segment of this.run.heap.segments(value, moment)) size += segment.size;
    return size;
  }

  /** Items of a tuple; `null` for other values. */
  tuple(value: Value): readonly Value[] | null {
    return kindOf(value) === Kind.Tuple ? this.items(value, 0) : null;
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
