import type { InstructionInput } from './instruction-input.ts';
import { brokenPickle } from './pickle-error.ts';
import type { Ambiguity } from './pickle-run.ts';
import { decodeEscapes, decodeRawUnicode } from './string-escapes.ts';
import { isSameFloat, isSameInt, isSameLong, sameIndex } from './text-number.ts';
import { FALSE, Kind, type KindCode, makeValue, TRUE, type Value } from './value.ts';
import type { ValueStack } from './value-stack.ts';

/** Shorter content is no program. */
const SHORTEST_PAYLOAD = 12;
const MOST_PAYLOADS = 4_096;
/**
 * First bytes of pickles, zip, zlib, gzip, and of the same in base64 and hexadecimal digits; of a
 * pickle of protocol 0, `c` and `(`.
 */
const PAYLOAD_STARTS: Uint8Array = new Uint8Array(256);
for (const start of [
  0x80, 0x50, 0x78, 0x1f, 0x67, 0x55, 0x65, 0x48, 0x34, 0x35, 0x36, 0x37, 0x38, 0x63, 0x28,
]) {
  PAYLOAD_STARTS[start] = 1;
}

const BACKSLASH = 0x5c;

interface Parts {
  readonly input: InstructionInput;
  readonly stack: ValueStack;
  readonly fault: (kind: Ambiguity, what: string) => void;
}

/**
 * Instructions that push a constant of variable length: their bytes are checked and passed over.
 * They push it themselves: a number that a function gives back would have to be allocated.
 */
export class ConstantInstructions {
  /** Constants that may hold a program of their own. */
  readonly payloads: Value[] = [];
  readonly #input: InstructionInput;
  readonly #stack: ValueStack;
  readonly #fault: (kind: Ambiguity, what: string) => void;

  constructor({ input, stack, fault }: Parts) {
    this.#input = input;
    this.#stack = stack;
    this.#fault = fault;
  }

  /** SHORT_BINUNICODE, BINUNICODE, BINUNICODE8, behind their length. */
  text(length: number): void {
    const input = this.#input;
    const first = input.bytes[input.at] as number;
    if (!input.skipText(length)) throw this.#broken('a text is not UTF-8');
    if (mayBePayload(first, length)) this.#notePayload(Kind.Text);
    this.#stack.push(makeValue(Kind.Text, input.opcodeOffset));
  }

  /** Bytes, byte arrays and byte strings of Python 2, behind their length. */
  bytes(kind: KindCode, length: number): void {
    const input = this.#input;
    const first = input.bytes[input.at] as number;
    input.skip(length);
    if (mayBePayload(first, length)) this.#notePayload(kind);
    this.#stack.push(makeValue(kind, input.opcodeOffset));
  }

  /** BINSTRING's length is signed. */
  signedLength(length: number): number {
    if (length > 0x7fffffff) throw this.#broken('a length is negative');
    return length;
  }

  /** LONG1 and LONG4. */
  long(length: number): void {
    this.#input.skip(length);
    this.#push(Kind.Int);
  }

  /** INT: a number, or a truth value as `00` and `01`. */
  int(): void {
    const line = this.#line();
    if (!isSameInt(line)) this.#oddNumber('INT');
    if (line.end - line.start === 2 && line.bytes[line.start] === 0x30) {
      const digit = line.bytes[line.start + 1];
      if (digit === 0x30 || digit === 0x31) {
        this.#stack.push(digit === 0x30 ? FALSE : TRUE);
        return;
      }
    }
    this.#push(Kind.Int);
  }

  /** LONG in digits. */
  longLine(): void {
    if (!isSameLong(this.#line())) this.#oddNumber('LONG');
    this.#push(Kind.Int);
  }

  floatLine(): void {
    if (!isSameFloat(this.#line())) this.#oddNumber('FLOAT');
    this.#push(Kind.Float);
  }

  /** UNICODE: raw-unicode-escape. */
  textLine(): void {
    const { bytes, start, end } = this.#line();
    if (mayBePayload(bytes[start] as number, end - start)) this.#notePayload(Kind.Text);
    if (hasBackslash(bytes, start, end)) this.#decode(() => decodeRawUnicode(this.#lineText()));
    this.#push(Kind.Text);
  }

  /** STRING: in quotes, with escapes. */
  stringLine(): void {
    const { bytes, start, end } = this.#line();
    const quote = bytes[start];
    if (end - start < 2 || (quote !== 0x22 && quote !== 0x27) || bytes[end - 1] !== quote) {
      throw this.#broken('a string is not in quotes');
    }
    const first = bytes[start + 1] as number;
    if (mayBePayload(first, end - start - 2)) this.#notePayload(Kind.Text8);
    if (hasBackslash(bytes, start, end)) {
      this.#decode(() => decodeEscapes(this.#lineText().slice(1, -1)));
    }
    this.#push(Kind.Text8);
  }

  /** PERSID's text. */
  asciiLine(): Value {
    const { bytes, start, end } = this.#line();
    for (let at = start; at < end; at++) {
      if ((bytes[at] as number) > 0x7f) throw this.#broken('a persistent id is not ASCII');
    }
    return makeValue(Kind.Text, this.#input.opcodeOffset);
  }

  /** GET and PUT. */
  index(): number {
    const index = sameIndex(this.#line());
    if (index === null) {
      this.#fault('ambiguous-number', 'the index of GET or PUT is not written in plain digits');
      throw this.#broken('the index of GET or PUT is not a number');
    }
    return index;
  }

  #line(): { readonly bytes: Uint8Array; readonly start: number; readonly end: number } {
    const input = this.#input;
    input.readLine();
    return { bytes: input.bytes, start: input.lineStart, end: input.lineEnd };
  }

  #lineText(): string {
    const { bytes, lineStart, lineEnd } = this.#input;
    return Buffer.from(bytes.buffer, bytes.byteOffset + lineStart, lineEnd - lineStart).toString(
      'latin1',
    );
  }

  #notePayload(kind: KindCode): void {
    if (this.payloads.length === MOST_PAYLOADS) return;
    this.payloads.push(makeValue(kind, this.#input.opcodeOffset));
  }

  #push(kind: KindCode): void {
    this.#stack.push(makeValue(kind, this.#input.opcodeOffset));
  }

  #oddNumber(opcode: string): void {
    this.#fault('ambiguous-number', `the number of ${opcode} is not written in plain digits`);
  }

  #decode(decode: () => string): void {
    try {
      decode();
    } catch (cause) {
      throw this.#broken(cause instanceof Error ? cause.message : 'a text cannot be decoded');
    }
  }

  #broken(what: string): Error {
    return brokenPickle(this.#input.opcodeOffset, what);
  }
}

function mayBePayload(first: number, length: number): boolean {
  return length >= SHORTEST_PAYLOAD && PAYLOAD_STARTS[first] === 1;
}

function hasBackslash(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] === BACKSLASH) return true;
  return false;
}
