import { moved } from './moved.ts';
import {
  FIRST_NODE_KIND,
  Kind,
  type KindCode,
  kindOf,
  makeValue,
  payloadOf,
  type Value,
} from './value.ts';

/** A batch of more numbers than this is only remembered by its count and kinds. */
const SUMMARISED_ITEMS = 64;
/** What writers put down at once: attributes, and keys of storages, are looked at one by one. */
const SUMMARISED_OTHERS = 2_048;
const NUMBERS =
  (1 << Kind.None) | (1 << Kind.Bool) | (1 << Kind.SmallInt) | (1 << Kind.Int) | (1 << Kind.Float);

/** Header of a segment in the pool: next segment, number of items, kinds of items left out. */
const HEADER = 3;
/** Number of items of a segment whose one item takes the place of another one. */
const REPLACED = -1;

const FIRST_ROOM = 64;
/** Depths are only counted up to here. */
const DEEPEST = 65_535;

const UNHASHABLE = 1;
const CONTAINED = 2;

const UNHASHABLE_KINDS =
  (1 << Kind.ByteArray) | (1 << Kind.List) | (1 << Kind.Dict) | (1 << Kind.Set);

/** Items that were put into a container at one time. */
export interface Segment {
  readonly size: number;
  /** Kinds of the items, one bit each, where the items themselves were left out; else 0. */
  readonly kinds: number;
  readonly items: Float64Array;
}

/** The end of an array of values: those from some place up to `top`. */
interface Values {
  readonly values: Float64Array;
  readonly top: number;
}

/**
 * Containers and objects of one run, in typed arrays: each node knows its items, how many values it
 * would be if everything that it shares were written out (`weight`), and how deep it goes. The pool
 * only grows, so its length is a clock: a view as of a moment leaves out what was added later.
 */
export class Heap {
  /** Values and segment headers; index 0 is nobody's. */
  pool: Float64Array<ArrayBuffer> = new Float64Array(FIRST_ROOM * 4);
  /** The clock: used length of the pool. */
  moment = 1;
  nodes = 0;
  /** Weight of the heaviest node, depth of the deepest. */
  heaviest = 1;
  deepest = 0;
  /** Whether a container grew after another one had taken it in: weights are then lower bounds. */
  grewLate = false;
  #first: Uint32Array<ArrayBuffer> = new Uint32Array(FIRST_ROOM);
  #last: Uint32Array<ArrayBuffer> = new Uint32Array(FIRST_ROOM);
  #size: Uint32Array<ArrayBuffer> = new Uint32Array(FIRST_ROOM);
  #depth: Uint16Array<ArrayBuffer> = new Uint16Array(FIRST_ROOM);
  #weight: Float32Array<ArrayBuffer> = new Float32Array(FIRST_ROOM);
  #flags: Uint8Array<ArrayBuffer> = new Uint8Array(FIRST_ROOM);

  /** Forgets everything, and keeps its room. */
  clear(): void {
    for (const field of this.#fields()) field.fill(0, 0, this.nodes);
    this.moment = 1;
    this.nodes = 0;
    this.heaviest = 1;
    this.deepest = 0;
    this.grewLate = false;
  }

  /** Room that it takes, in bytes. */
  get bytes(): number {
    return this.#fields().reduce((sum, field) => sum + field.byteLength, this.pool.byteLength);
  }

  /** An empty container. */
  container(kind: KindCode): Value {
    const node = this.#newNode();
    this.#weight[node] = 1;
    return makeValue(kind, node);
  }

  /** A tuple of the values from `from` on. */
  tuple({ values, top }: Values, from: number): Value {
    const node = this.#newNode();
    this.#reserve(top - from);
    this.#first[node] = this.moment;
    this.#size[node] = top - from;
    this.#weight[node] = 1;
    for (let index = from; index < top; index++) {
      const value = values[index] as number;
      this.pool[this.moment++] = value;
      this.#take(node, value);
    }
    return makeValue(Kind.Tuple, node);
  }

  /** An object made by an effect out of values. */
  object(effect: number): Value {
    const node = this.#newNode();
    this.#first[node] = effect;
    this.#last[node] = effect;
    this.#weight[node] = 1;
    return makeValue(Kind.Object, node);
  }

  /** Notes that an object also holds a value: its arguments, its state. */
  hold(object: Value, value: Value): void {
    const node = payloadOf(object);
    this.#noteGrowth(node);
    this.#take(node, value);
  }

  /** Adds items, or keys and values in turn, to a list, dictionary or set. */
  extend(container: Value, { values, top }: Values, from: number): void {
    if (from === top) return;
    const node = payloadOf(container);
    this.#noteGrowth(node);
    let kinds = 0;
    let plain = 0;
    for (let index = from; index < top; index++) {
      const value = values[index] as number;
      const kind = kindOf(value);
      kinds |= 1 << kind;
      if (kind < FIRST_NODE_KIND) plain++;
      else this.#take(node, value);
    }
    this.#weight[node] = (this.#weight[node] as number) + plain;
    const most = (kinds & ~NUMBERS) === 0 ? SUMMARISED_ITEMS : SUMMARISED_OTHERS;
    const summarised = top - from > most && kinds < 1 << Kind.Symbol;
    this.#reserve(HEADER + (summarised ? 0 : top - from));
    const segment = this.moment;
    this.pool[segment] = 0;
    this.pool[segment + 1] = top - from;
    this.pool[segment + 2] = summarised ? kinds : 0;
    this.moment += HEADER;
    if (!summarised) {
      const { pool } = this;
      const shift = this.moment - from;
      for (let index = from; index < top; index++) pool[index + shift] = values[index] as number;
      this.moment += top - from;
    }
    this.#size[node] = (this.#size[node] as number) + (top - from);
    if (this.#first[node] === 0) this.#first[node] = segment;
    else this.pool[this.#last[node] as number] = segment;
    this.#last[node] = segment;
  }

  /** Notes an item that takes another one's place: both are seen, and the size stays. */
  replace(list: Value, item: Value): void {
    const size = this.size(list);
    const segment = this.moment;
    this.extend(list, { values: Float64Array.of(item), top: 1 }, 0);
    this.pool[segment + 1] = REPLACED;
    this.#size[payloadOf(list)] = size;
  }

  /** Whether a value may be a key: Python would raise `TypeError` otherwise. */
  isHashable(value: Value): boolean {
    const kind = kindOf(value);
    if ((UNHASHABLE_KINDS & (1 << kind)) !== 0) return false;
    return kind !== Kind.Tuple || ((this.#flags[payloadOf(value)] as number) & UNHASHABLE) === 0;
  }

  /** Items of a tuple, list, set or frozen set; keys and values in turn of a dictionary. */
  size(container: Value): number {
    return this.#size[payloadOf(container)] as number;
  }

  /**
   * Items as of a moment, segment by segment: those of a list, set or tuple; keys and values in turn
   * of a dictionary. Of long runs of constants only count and kinds are known.
   */
  *segments(container: Value, moment: number): Generator<Segment> {
    const first = this.first(container);
    if (kindOf(container) === Kind.Tuple) {
      const size = this.size(container);
      yield { size, kinds: 0, items: this.pool.subarray(first, first + size) };
      return;
    }
    for (let at = first; at !== 0 && at < moment; at = this.pool[at] as number) {
      const size = this.pool[at + 1] as number;
      const kinds = this.pool[at + 2] as number;
      const start = at + HEADER;
      const kept = kinds === 0 ? Math.abs(size) : 0;
      yield { size: Math.max(0, size), kinds, items: this.pool.subarray(start, start + kept) };
    }
  }

  first(container: Value): number {
    return this.#first[payloadOf(container)] as number;
  }

  /** The last effect on an object. */
  last(object: Value): number {
    return this.#last[payloadOf(object)] as number;
  }

  setLast(object: Value, effect: number): void {
    this.#last[payloadOf(object)] = effect;
  }

  weight(container: Value): number {
    return this.#weight[payloadOf(container)] as number;
  }

  #fields(): readonly (Uint32Array | Uint16Array | Float32Array | Uint8Array)[] {
    return [this.#first, this.#last, this.#size, this.#depth, this.#weight, this.#flags];
  }

  #newNode(): number {
    if (this.nodes === this.#flags.length) this.#growNodes();
    return this.nodes++;
  }

  #growNodes(): void {
    const size = this.nodes * 2;
    this.#first = moved(this.#first, new Uint32Array(size));
    this.#last = moved(this.#last, new Uint32Array(size));
    this.#size = moved(this.#size, new Uint32Array(size));
    this.#depth = moved(this.#depth, new Uint16Array(size));
    this.#weight = moved(this.#weight, new Float32Array(size));
    this.#flags = moved(this.#flags, new Uint8Array(size));
  }

  /** Makes room for as many numbers in the pool. */
  #reserve(count: number): void {
    const needed = this.moment + count;
    if (needed <= this.pool.length) return;
    const size = Math.max(needed, this.pool.length * 2);
    this.pool = moved(this.pool, new Float64Array(size));
  }

  #take(node: number, value: Value): void {
    const kind = kindOf(value);
    if (kind < FIRST_NODE_KIND) {
      this.#weight[node] = (this.#weight[node] as number) + 1;
      if (kind === Kind.ByteArray) this.#flags[node] = (this.#flags[node] as number) | UNHASHABLE;
      return;
    }
    const part = payloadOf(value);
    const flags = this.#flags[part] as number;
    this.#flags[part] = flags | CONTAINED;
    const unhashable =
      (UNHASHABLE_KINDS & (1 << kind)) === 0 && kind !== Kind.Tuple ? 0 : flagOf(kind, flags);
    this.#flags[node] = (this.#flags[node] as number) | unhashable;
    const weight = (this.#weight[node] as number) + (this.#weight[part] as number);
    this.#weight[node] = weight;
    if (weight > this.heaviest) this.heaviest = weight;
    const depth = Math.min(DEEPEST, (this.#depth[part] as number) + 1);
    if (depth > (this.#depth[node] as number)) this.#depth[node] = depth;
    if (depth > this.deepest) this.deepest = depth;
  }

  #noteGrowth(node: number): void {
    if (((this.#flags[node] as number) & CONTAINED) !== 0) this.grewLate = true;
  }
}

/** What holding a tuple, list, dictionary or set means for a tuple's being a key. */
function flagOf(kind: number, flags: number): number {
  return kind === Kind.Tuple ? flags & UNHASHABLE : UNHASHABLE;
}
