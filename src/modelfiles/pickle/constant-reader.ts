import { asciiText, LONGEST_ASCII } from '../ascii-text.ts';
import type { ByteSource } from '../byte-source.ts';
import { Op } from './opcodes.ts';
import { brokenPickle } from './pickle-error.ts';
import { decodeEscapes, decodeRawUnicode } from './string-escapes.ts';
import { countCharacters } from './utf8.ts';
import { Kind, kindOf, payloadOf, smallIntOf, type Value } from './value.ts';

const NEWLINE = 0x0a;
const LINE_PIECE = 256;
const COUNTED_AT_ONCE = 65_536;

/** Where the content of a text or of bytes lies, as written: escapes of text instructions included. */
export interface Extent {
  readonly offset: number;
  readonly length: number;
}

/** Decodes constants from the instruction that pushed them. */
export class ConstantReader {
  readonly #source: ByteSource;
  readonly #resident: Uint8Array | null;

  constructor(source: ByteSource) {
    this.#source = source;
    this.#resident = source.resident;
  }

  /** Content of a text, byte string or byte array. */
  extent(value: Value): Extent {
    const offset = payloadOf(value);
    switch (this.#byte(offset)) {
      case Op.Unicode:
      case Op.String:
      case Op.Persid:
        return this.#line(offset + 1);
      case Op.ShortBinunicode:
      case Op.ShortBinstring:
      case Op.ShortBinbytes:
        return { offset: offset + 2, length: this.#byte(offset + 1) };
      case Op.Binunicode:
      case Op.Binstring:
      case Op.Binbytes:
        return { offset: offset + 5, length: this.#number(offset + 1, 4) };
      case Op.Binunicode8:
      case Op.Binbytes8:
      case Op.Bytearray8:
        return { offset: offset + 9, length: this.#number(offset + 1, 8) };
      default:
        throw new TypeError('this constant has no content');
    }
  }

  /**
   * A text's characters; those of a Python 2 string, one for each byte.
   * @param most bytes that are read; what is longer is cut, and ends in `…`
   */
  text(value: Value, most = 65_536): string {
    const at = payloadOf(value);
    const opcode = this.#byte(at);
    if (opcode === Op.ShortBinunicode || opcode === Op.Binunicode) {
      const short = this.#shortText(at, opcode, most);
      if (short !== null) return short;
    }
    const { offset, length } = this.extent(value);
    const bytes = Buffer.from(this.#source.read(offset, Math.min(length, most)));
    const cut = length > most ? '…' : '';
    if (kindOf(value) === Kind.Text8) {
      const written = bytes.toString('latin1');
      if (opcode !== Op.String) return written + cut;
      return cut === '' ? decodeEscapes(written.slice(1, -1)) : written + cut;
    }
    if (opcode !== Op.Unicode && opcode !== Op.Persid) return bytes.toString('utf8') + cut;
    return cut === '' ? decodeRawUnicode(bytes.toString('latin1')) : bytes.toString('latin1') + cut;
  }

  /** How many characters a text has; those of a Python 2 string are its bytes. */
  characters(value: Value): number {
    const opcode = this.#byte(payloadOf(value));
    const { offset, length } = this.extent(value);
    if (opcode === Op.Unicode || opcode === Op.String) return this.text(value, length).length;
    if (kindOf(value) === Kind.Text8) return length;
    let characters = 0;
    for (let done = 0; done < length; done += COUNTED_AT_ONCE) {
      characters += countCharacters(
        this.#source.read(offset + done, Math.min(COUNTED_AT_ONCE, length - done)),
      );
    }
    return characters;
  }

  /** The first bytes of a byte string; those of a text are its characters as written. */
  bytes(value: Value, most: number): Buffer {
    const { offset, length } = this.extent(value);
    return Buffer.from(this.#source.read(offset, Math.min(length, most)));
  }

  /** An integer; truth values count as 0 and 1, as in Python. */
  integer(value: Value): bigint {
    if (kindOf(value) === Kind.Bool) return BigInt(payloadOf(value));
    if (kindOf(value) === Kind.SmallInt) return BigInt(smallIntOf(value));
    const offset = payloadOf(value);
    const opcode = this.#byte(offset);
    if (opcode === Op.Long1) return this.#twosComplement(offset + 2, this.#byte(offset + 1));
    if (opcode === Op.Long4) return this.#twosComplement(offset + 5, this.#number(offset + 1, 4));
    const line = this.#line(offset + 1);
    const text = Buffer.from(this.#source.read(line.offset, line.length)).toString('latin1');
    return integerOf(text.replaceAll(/[\t-\r _]|L$/g, ''));
  }

  float(value: Value): number {
    const offset = payloadOf(value);
    if (this.#byte(offset) === Op.Binfloat) {
      return Buffer.from(this.#source.read(offset + 1, 8)).readDoubleBE();
    }
    const line = this.#line(offset + 1);
    return Number(Buffer.from(this.#source.read(line.offset, line.length)).toString('latin1'));
  }

  #byte(offset: number): number {
    const resident = this.#resident;
    if (resident !== null && offset < resident.length) return resident[offset] as number;
    return this.#source.read(offset, 1)[0] as number;
  }

  #shortText(at: number, opcode: number, most: number): string | null {
    const isShort = opcode === Op.ShortBinunicode;
    const length = isShort ? this.#byte(at + 1) : this.#number(at + 1, 4);
    if (length > most || length > LONGEST_ASCII) return null;
    const start = at + (isShort ? 2 : 5);
    const resident = this.#resident;
    if (resident !== null) return asciiText(resident, start, length);
    return asciiText(this.#source.read(start, length), 0, length);
  }

  #line(start: number): Extent {
    for (let length = LINE_PIECE; ; length *= 2) {
      const available = Math.min(length, this.#source.length - start);
      const end = this.#source.read(start, available).indexOf(NEWLINE);
      if (end !== -1) return { offset: start, length: end };
      if (available < length) throw brokenPickle(start, 'a line has no end');
    }
  }

  #number(offset: number, bytes: number): number {
    let value = 0;
    for (let at = offset + bytes - 1; at >= offset; at--) value = value * 256 + this.#byte(at);
    return value;
  }

  #twosComplement(offset: number, bytes: number): bigint {
    if (bytes === 0) return 0n;
    const hex = Buffer.from(this.#source.read(offset, bytes)).reverse().toString('hex');
    return BigInt.asIntN(bytes * 8, BigInt(`0x${hex}`));
  }
}

/** 0 where the digits are none: readers disagree about such a number, and the file is refused for it. */
function integerOf(text: string): bigint {
  const [, sign, digits] = /^([+-]?)([0-9]+)$/.exec(text) ?? [];
  if (digits === undefined) return 0n;
  return sign === '-' ? -BigInt(digits) : BigInt(digits);
}
