import { visibleText } from '../../../core/visible-text.ts';
import type { JudgedRun } from '../judge/judged-run.ts';
import { Kind, kindOf, payloadOf, smallIntOf, type Value } from '../value.ts';

const MOST_CHARACTERS = 120;
const MOST_BYTES = 40;
const MOST_ITEMS = 8;
const MOST_DEPTH = 4;

const BRACKETS: Readonly<Partial<Record<number, readonly [open: string, close: string]>>> = {
  [Kind.Tuple]: ['(', ')'],
  [Kind.List]: ['[', ']'],
  [Kind.Dict]: ['{', '}'],
  [Kind.Set]: ['{', '}'],
  [Kind.FrozenSet]: ['frozenset({', '})'],
};

/**
 * A value in Python's notation, on one line and of bounded length: what is longer or deeper is cut
 * with `…`. Text of the file is made visible.
 *
 * @param nameOf what objects are called
 */
export function renderValue(
  value: Value,
  judged: JudgedRun,
  nameOf: (object: Value) => string,
): string {
  return new Renderer(judged, nameOf).render(value, 0);
}

/** Items of a tuple, as the arguments of a call. */
export function renderArguments(
  value: Value,
  judged: JudgedRun,
  nameOf: (object: Value) => string,
): string {
  const text = renderValue(value, judged, nameOf);
  if (kindOf(value) !== Kind.Tuple) return `*${text}`;
  return text.slice(1, -1).replace(/,$/, '');
}

/** Needs no sign and no escape. */
const PLAIN = /^[\x20-\x26\x28-\x5b\x5d-\x7e]*$/;

class Renderer {
  readonly #judged: JudgedRun;
  readonly #nameOf: (object: Value) => string;

  constructor(judged: JudgedRun, nameOf: (object: Value) => string) {
    this.#judged = judged;
    this.#nameOf = nameOf;
  }

  render(value: Value, depth: number): string {
    const { constants } = this.#judged.run;
    switch (kindOf(value)) {
      case Kind.Absent:
        return '';
      case Kind.None:
        return 'None';
      case Kind.Bool:
        return payloadOf(value) === 1 ? 'True' : 'False';
      case Kind.SmallInt:
        return String(smallIntOf(value));
      case Kind.Int:
        return cut(constants.integer(value).toString(), MOST_CHARACTERS);
      case Kind.Float:
        return pythonFloat(constants.float(value));
      case Kind.Text:
      case Kind.Text8:
        return quoted(constants.text(value, MOST_CHARACTERS));
      case Kind.Bytes:
        return `b${this.#bytes(value)}`;
      case Kind.ByteArray:
        return `bytearray(b${this.#bytes(value)})`;
      case Kind.Symbol:
        return this.#symbol(value);
      case Kind.Object:
        return this.#nameOf(value);
      default:
        return this.#container(value, depth);
    }
  }

  #container(value: Value, depth: number): string {
    const kind = kindOf(value);
    const [open, close] = BRACKETS[kind] ?? ['(', ')'];
    if (depth === MOST_DEPTH) return `${open}…${close}`;
    const parts = this.#parts(value, depth);
    const single = kind === Kind.Tuple && parts.length === 1 ? ',' : '';
    return `${open}${parts.join(', ')}${single}${close}`;
  }

  /** Items, or pairs of a dictionary, and a last part that stands for those left out. */
  #parts(value: Value, depth: number): readonly string[] {
    const isDict = kindOf(value) === Kind.Dict;
    const most = isDict ? MOST_ITEMS * 2 : MOST_ITEMS;
    const parts: string[] = [];
    let left = 0;
    let shown = 0;
    const { heap } = this.#judged.run;
    for (const { size, items } of heap.segments(value, heap.moment)) {
      const visible = items.subarray(0, Math.max(0, most - shown));
      left += size - visible.length;
      shown += visible.length;
      for (let index = 0; index < visible.length; index += isDict ? 2 : 1) {
        const item = this.render(visible[index] as number, depth + 1);
        const pair = isDict ? `: ${this.render(visible[index + 1] ?? 0, depth + 1)}` : '';
        parts.push(item + pair);
      }
    }
    if (left > 0) parts.push(`… ${isDict ? left / 2 : left} more`);
    return parts;
  }

  #symbol(value: Value): string {
    return shownName(this.#judged.run.symbols.get(payloadOf(value)).key);
  }

  #bytes(value: Value): string {
    const { constants } = this.#judged.run;
    const { length } = constants.extent(value);
    let text = '';
    for (const byte of constants.bytes(value, MOST_BYTES)) text += byteText(byte);
    return length > MOST_BYTES ? `'${text}… ${length} bytes'` : `'${text}'`;
  }
}

/** An imported name, by its key, as it is shown: visible, and of bounded length. */
export function shownName(key: string): string {
  const name = key.replace(':', '.');
  return name.length <= MOST_CHARACTERS && PLAIN.test(name)
    ? name
    : visibleText(cut(name, MOST_CHARACTERS));
}

function byteText(byte: number): string {
  if (byte < 0x20 || byte > 0x7e) return `\\x${byte.toString(16).padStart(2, '0')}`;
  const character = String.fromCharCode(byte);
  return character === "'" || character === '\\' ? `\\${character}` : character;
}

function quoted(text: string): string {
  if (PLAIN.test(text)) return `'${text}'`;
  return `'${visibleText(text).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return Number.isInteger(value) && Math.abs(value) < 1e16 ? value.toFixed(1) : String(value);
}
