import { CredenceError } from '../../core/error.ts';
import type { ByteSource } from '../byte-source.ts';

/** Bytes held at a time where reading goes on, and after a jump. */
const WINDOW = 1 << 16;
const JUMP = 1 << 12;
const NOTHING = new Uint8Array(0);

/**
 * Little-endian numbers and texts anywhere in a source, through one window that is held in memory.
 * Offsets are from the source's start; reading outside throws `DATA_TRUNCATED` with the offset.
 */
export class ByteView {
  readonly length: number;
  readonly #source: ByteSource;
  #window: Uint8Array;
  #numbers: DataView;
  #start = 0;

  constructor(source: ByteSource) {
    this.#source = source;
    this.length = source.length;
    this.#window = source.resident ?? NOTHING;
    this.#numbers = viewOf(this.#window);
  }

  u8(offset: number): number {
    const at = this.#at(offset, 1);
    return this.#numbers.getUint8(at);
  }

  u16(offset: number): number {
    const at = this.#at(offset, 2);
    return this.#numbers.getUint16(at, true);
  }

  u32(offset: number): number {
    const at = this.#at(offset, 4);
    return this.#numbers.getUint32(at, true);
  }

  i32(offset: number): number {
    const at = this.#at(offset, 4);
    return this.#numbers.getInt32(at, true);
  }

  /** As a number where it is exact, or `Infinity`: no offset or count in a file gets there. */
  u64(offset: number): number {
    const at = this.#at(offset, 8);
    const value =
      this.#numbers.getUint32(at + 4, true) * 2 ** 32 + this.#numbers.getUint32(at, true);
    return value > Number.MAX_SAFE_INTEGER ? Number.POSITIVE_INFINITY : value;
  }

  /** An unsigned number of 1 to 8 bytes; `Infinity` beyond what is exact. */
  uint(offset: number, width: number): number {
    let value = 0;
    const at = this.#at(offset, width);
    for (let byte = width - 1; byte >= 0; byte--) {
      value = value * 256 + this.#numbers.getUint8(at + byte);
    }
    return value > Number.MAX_SAFE_INTEGER ? Number.POSITIVE_INFINITY : value;
  }

  /** A copy, so that it stays as it is. */
  bytes(offset: number, length: number): Uint8Array {
    this.#check(offset, length);
    return Uint8Array.from(this.#source.read(offset, length));
  }

  /** One byte a character (Latin-1): for signatures and names that are compared, not shown. */
  latin1(offset: number, length: number): string {
    return Buffer.from(this.bytes(offset, length)).toString('latin1');
  }

  /** @throws CredenceError `DATA_ENCODING` where the bytes are not UTF-8. */
  utf8(offset: number, length: number): string {
    return decodeUtf8(this.bytes(offset, length), offset);
  }

  /** Whether the bytes at `offset` are these characters (ASCII); false beyond the end. */
  startsWith(text: string, offset = 0): boolean {
    if (offset + text.length > this.length) return false;
    for (let at = 0; at < text.length; at++) {
      if (this.u8(offset + at) !== text.charCodeAt(at)) return false;
    }
    return true;
  }

  #at(offset: number, length: number): number {
    const at = offset - this.#start;
    if (at >= 0 && at + length <= this.#window.length) return at;
    this.#check(offset, length);
    const wanted = at >= 0 && at <= this.#window.length ? WINDOW : JUMP;
    const size = Math.min(Math.max(wanted, length), this.length - offset);
    const window = Uint8Array.from(this.#source.read(offset, size));
    this.#window = window;
    this.#numbers = viewOf(window);
    this.#start = offset;
    return 0;
  }

  #check(offset: number, length: number): void {
    if (offset >= 0 && length >= 0 && offset + length <= this.length) return;
    throw new CredenceError(
      'DATA_TRUNCATED',
      `It points at ${length} bytes from ${offset} on, outside its own ${this.length} bytes`,
      { at: { byte: Math.min(Math.max(0, offset), this.length) } },
    );
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

/** @throws CredenceError `DATA_ENCODING` where the bytes are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array, offset: number): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new CredenceError('DATA_ENCODING', 'A text in it is not UTF-8', {
      at: { byte: offset },
      cause,
    });
  }
}
