import { Op } from '../../../src/modelfiles/pickle/opcodes.ts';
import { latin1, littleEndian, utf8 } from './pickle-bytes.ts';

/** Numbers from 0 up to and without 1. */
export type Random = () => number;

/** A small, fast generator (Mulberry32), so that a seed gives the same programs everywhere. */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type ItemType =
  | 'constant'
  | 'unhashable'
  | 'list'
  | 'dict'
  | 'set'
  | 'tuple'
  | 'class'
  | 'ordered-dict';

interface Item {
  readonly type: ItemType;
  readonly hashable: boolean;
}

const CONSTANT: Item = { type: 'constant', hashable: true };

/** What is imported and called: harmless, and allowed for data. */
const CALLS: readonly { readonly name: readonly [string, string]; readonly call: number[] }[] = [
  { name: ['collections', 'OrderedDict'], call: [Op.EmptyTuple] },
  { name: ['collections', 'Counter'], call: [Op.EmptyTuple] },
  { name: ['builtins', 'frozenset'], call: [Op.EmptyTuple] },
  {
    name: ['builtins', 'complex'],
    call: [Op.Binfloat, ...real(1.5), Op.Binfloat, ...real(-2), Op.Tuple2],
  },
  { name: ['builtins', 'slice'], call: [Op.None, Op.None, Op.None, Op.Tuple3] },
];

/**
 * A valid pickle of random instructions, which every reader of pickles loads: values of all kinds,
 * marks, memo, frames and harmless calls.
 *
 * @param protocol 0 to 5: the opcodes that it may use
 * @param size about how many instructions
 */
export function randomPickle(random: Random, protocol: number, size: number): Uint8Array {
  return new ProgramWriter(random, protocol).write(size);
}

class ProgramWriter {
  readonly #random: Random;
  readonly #protocol: number;
  readonly #instructions: number[][] = [];
  readonly #frames: Item[][] = [[]];
  readonly #memo = new Map<number, Item>();

  constructor(random: Random, protocol: number) {
    this.#random = random;
    this.#protocol = protocol;
  }

  write(size: number): Uint8Array {
    while (this.#instructions.length < size) this.#step();
    while (this.#frames.length > 1) this.#closeMark();
    if (this.#top.length === 0) this.#constant();
    while (this.#top.length > 1) this.#pop();
    this.#emit(Op.Stop);
    const proto = this.#protocol >= 2 ? [Op.Proto, this.#protocol] : [];
    return Uint8Array.from([...proto, ...this.#framed()]);
  }

  #step(): void {
    const steps = [
      () => this.#constant(),
      () => this.#constant(),
      () => this.#empty(),
      () => this.#fill(),
      () => this.#mark(),
      () => this.#closeMark(),
      () => this.#store(),
      () => this.#fetch(),
      () => this.#call(),
      () => this.#shortTuple(),
      () => this.#stackTrick(),
    ];
    this.#pick(steps)();
  }

  get #top(): Item[] {
    return this.#frames.at(-1) ?? [];
  }

  #constant(): void {
    const texts = ['', 'os', 'weights', 'Größe', 'x'.repeat(300)];
    const text = this.#pick(texts);
    const number = Math.floor(this.#random() * 2 ** 20) - 2 ** 19;
    const byte = number & 0xff;
    const options: [protocol: number, bytes: () => number[], item?: Item][] = [
      [0, () => [Op.None]],
      [0, () => [Op.Int, ...latin1(`${number}\n`)]],
      [0, () => [Op.Int, ...latin1(`0${byte % 2}\n`)]],
      [0, () => [Op.Long, ...latin1(`${number}L\n`)]],
      [0, () => [Op.Float, ...latin1(`${number / 8}\n`)]],
      [0, () => [Op.String, ...latin1(`'a\\x41\\n"'\n`)]],
      [0, () => [Op.Unicode, ...latin1('t\\u20ac\xe9\n')]],
      [1, () => [Op.Binint, ...littleEndian(number, 4)]],
      [1, () => [Op.Binint1, byte]],
      [1, () => [Op.Binint2, ...littleEndian(number & 0xffff, 2)]],
      [1, () => [Op.Binfloat, ...real(number / 3)]],
      [1, () => [Op.Binunicode, ...littleEndian(utf8(text).length, 4), ...utf8(text)]],
      [1, () => [Op.ShortBinstring, 2, 0x6f, 0x73]],
      [1, () => [Op.Binstring, ...littleEndian(3, 4), 0x61, 0x62, 0x63]],
      [2, () => [Op.Newtrue]],
      [2, () => [Op.Newfalse]],
      [2, () => [Op.Long1, 9, ...littleEndian(number, 8), byte]],
      [2, () => [Op.Long4, ...littleEndian(8, 4), ...littleEndian(number, 8)]],
      [3, () => [Op.ShortBinbytes, 3, byte, 0, 0x80]],
      [3, () => [Op.Binbytes, ...littleEndian(300, 4), ...new Array<number>(300).fill(byte)]],
      [4, () => [Op.Binbytes8, ...littleEndian(1, 8), byte]],
      [4, () => [Op.Binunicode8, ...littleEndian(utf8(text).length, 8), ...utf8(text)]],
      [
        5,
        () => [Op.Bytearray8, ...littleEndian(2, 8), byte, byte],
        { type: 'unhashable', hashable: false },
      ],
    ];
    if (utf8(text).length < 256) {
      options.push([4, () => [Op.ShortBinunicode, utf8(text).length, ...utf8(text)]]);
    }
    const allowed = options.filter(([protocol]) => protocol <= this.#protocol);
    const [, bytes, item] = this.#pick(allowed);
    this.#emit(...bytes());
    this.#top.push(item ?? CONSTANT);
  }

  #empty(): void {
    const options: [number, number, ItemType][] = [
      [1, Op.EmptyList, 'list'],
      [1, Op.EmptyDict, 'dict'],
      [1, Op.EmptyTuple, 'tuple'],
      [4, Op.EmptySet, 'set'],
    ];
    const allowed = options.filter(([protocol]) => protocol <= this.#protocol);
    if (allowed.length === 0) return;
    const [, opcode, type] = this.#pick(allowed);
    this.#emit(opcode);
    this.#top.push({ type, hashable: type === 'tuple' });
  }

  /** APPEND and SETITEM, where the stack has what they need. */
  #fill(): void {
    const [receiver, key] = this.#top.slice(-3);
    if (this.#top.at(-2)?.type === 'list') {
      this.#emit(Op.Append);
      this.#top.pop();
    } else if (
      (receiver?.type === 'dict' || receiver?.type === 'ordered-dict') &&
      key?.hashable === true &&
      this.#top.length >= 3
    ) {
      this.#emit(Op.Setitem);
      this.#top.splice(-2);
    }
  }

  #mark(): void {
    if (this.#frames.length > 20) return;
    this.#emit(Op.Mark);
    this.#frames.push([]);
  }

  #closeMark(): void {
    if (this.#frames.length === 1) return;
    const items = this.#frames.pop() ?? [];
    const below = this.#top.at(-1);
    const hashable = items.every((item) => item.hashable);
    const keysHashable = items.every((item, index) => index % 2 === 1 || item.hashable);
    const closings: (() => void)[] = [
      () => this.#finishMark(Op.Tuple, { type: 'tuple', hashable }),
      () => this.#finishMark(Op.List, { type: 'list', hashable: false }),
    ];
    if (this.#protocol >= 1) closings.push(() => this.#finishMark(Op.PopMark));
    if (below?.type === 'list') closings.push(() => this.#finishMark(Op.Appends));
    if (items.length % 2 === 0 && keysHashable) {
      closings.push(() => this.#finishMark(Op.Dict, { type: 'dict', hashable: false }));
      if (below?.type === 'dict' || below?.type === 'ordered-dict') {
        closings.push(() => this.#finishMark(Op.Setitems));
      }
    }
    if (hashable && this.#protocol >= 4) {
      closings.push(() => this.#finishMark(Op.Frozenset, CONSTANT));
      if (below?.type === 'set') closings.push(() => this.#finishMark(Op.Additems));
    }
    if (items.length === 0) closings.push(() => this.#finishMark(Op.Pop));
    this.#pick(closings)();
  }

  #finishMark(opcode: number, result?: Item): void {
    this.#emit(opcode);
    if (result !== undefined) this.#top.push(result);
  }

  #store(): void {
    const item = this.#top.at(-1);
    if (item === undefined) return;
    const free = this.#memo.size;
    const sparse = free + 1000 + Math.floor(this.#random() * 1000);
    const options: [protocol: number, index: number, bytes: number[]][] = [
      [0, free, [Op.Put, ...latin1(`${free}\n`)]],
      [1, free, [Op.LongBinput, ...littleEndian(free, 4)]],
      [4, free, [Op.Memoize]],
      [1, sparse, [Op.LongBinput, ...littleEndian(sparse, 4)]],
    ];
    if (free < 256) options.push([1, free, [Op.Binput, free]]);
    const allowed = options.filter(
      ([protocol, index]) => protocol <= this.#protocol && !this.#memo.has(index),
    );
    if (allowed.length === 0) return;
    const [, index, bytes] = this.#pick(allowed);
    this.#emit(...bytes);
    this.#memo.set(index, item);
  }

  #fetch(): void {
    if (this.#memo.size === 0) return;
    const [index, item] = this.#pick([...this.#memo]);
    const options: [number, number[]][] = [
      [0, [Op.Get, ...latin1(`${index}\n`)]],
      [1, [Op.LongBinget, ...littleEndian(index, 4)]],
    ];
    if (index < 256) options.push([1, [Op.Binget, index]]);
    const [, bytes] = this.#pick(options.filter(([protocol]) => protocol <= this.#protocol));
    this.#emit(...bytes);
    this.#top.push(item);
  }

  #call(): void {
    if (this.#protocol < 2) return;
    const { name, call } = this.#pick(CALLS);
    const [module, attribute] = name;
    const written = this.#protocol < 3 && module === 'builtins' ? '__builtin__' : module;
    if (this.#protocol >= 4) {
      this.#emit(Op.ShortBinunicode, written.length, ...latin1(written));
      this.#emit(Op.ShortBinunicode, attribute.length, ...latin1(attribute));
      this.#emit(Op.StackGlobal);
    } else {
      this.#emit(Op.Global, ...latin1(`${written}\n${attribute}\n`));
    }
    if (this.#random() < 0.2) {
      this.#top.push({ type: 'class', hashable: true });
      return;
    }
    this.#emit(...call.slice(0, 1 + (call[0] === Op.Binfloat ? 8 : 0)));
    this.#emitRest(call);
    this.#emit(Op.Reduce);
    const ordered = attribute === 'OrderedDict';
    this.#top.push({
      type: ordered ? 'ordered-dict' : 'unhashable',
      hashable: attribute === 'frozenset' || attribute === 'complex',
    });
  }

  /** The arguments' other instructions, one by one, so that frames do not straddle them. */
  #emitRest(call: readonly number[]): void {
    if (call[0] === Op.Binfloat) {
      this.#emit(...call.slice(9, 18));
      this.#emit(Op.Tuple2);
      return;
    }
    for (const opcode of call.slice(1)) this.#emit(opcode);
  }

  #shortTuple(): void {
    if (this.#protocol < 2 || this.#top.length === 0) return;
    const size = 1 + Math.floor(this.#random() * Math.min(3, this.#top.length));
    const items = this.#top.splice(-size);
    this.#emit(Op.Tuple1 + size - 1);
    this.#top.push({ type: 'tuple', hashable: items.every((item) => item.hashable) });
  }

  /** DUP and POP. */
  #stackTrick(): void {
    const item = this.#top.at(-1);
    if (item === undefined) return;
    if (this.#random() < 0.5) {
      this.#emit(Op.Dup);
      this.#top.push(item);
    } else {
      this.#pop();
    }
  }

  #pop(): void {
    this.#emit(Op.Pop);
    this.#top.pop();
  }

  #emit(...bytes: number[]): void {
    this.#instructions.push(bytes);
  }

  /** The instructions, from protocol 4 on some of them in frames. */
  #framed(): number[] {
    const bytes: number[] = [];
    for (let next = 0; next < this.#instructions.length; ) {
      const count = 1 + Math.floor(this.#random() * 40);
      const group = this.#instructions.slice(next, next + count).flat();
      next += count;
      if (this.#protocol >= 4 && this.#random() < 0.7) {
        bytes.push(Op.Frame, ...littleEndian(group.length, 8));
      }
      bytes.push(...group);
    }
    return bytes;
  }

  #pick<T>(options: readonly T[]): T {
    const picked = options[Math.floor(this.#random() * options.length)];
    if (picked === undefined) throw new RangeError('there is nothing to pick from');
    return picked;
  }
}

/** A float in eight big-endian bytes. */
function real(value: number): number[] {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return [...bytes];
}
