import { CredenceError } from '../../../core/error.ts';
import type { ByteSource } from '../../byte-source.ts';

const CHUNK_BYTES = 65_536;

/** The bytes of a source in order. Nothing else may read the source while a decoder does. */
export class SequentialReader {
  readonly #source: ByteSource;
  #chunk: Uint8Array = new Uint8Array(0);
  #at = 0;
  #chunkStart: number;

  constructor(source: ByteSource, start = 0) {
    this.#source = source;
    this.#chunkStart = start;
  }

  /** Offset in the source of the byte that comes next. */
  get position(): number {
    return this.#chunkStart + this.#at;
  }

  /** Bytes that are left. */
  get left(): number {
    return this.#source.length - this.position;
  }

  /** The next byte, or -1 at the end. */
  next(): number {
    if (this.#at < this.#chunk.length) return this.#chunk[this.#at++] as number;
    if (this.left === 0) return -1;
    this.#fetch();
    return this.#chunk[this.#at++] as number;
  }

  /** @throws CredenceError `DATA_TRUNCATED` at the end */
  byte(): number {
    const byte = this.next();
    if (byte === -1) throw this.#truncated(1);
    return byte;
  }

  /** Unsigned, little-endian, of up to 6 bytes. */
  uint(width: number): number {
    let value = 0;
    for (let scale = 1, byte = 0; byte < width; byte++, scale *= 256) value += this.byte() * scale;
    return value;
  }

  /** Up to `limit` of the next bytes, at least one but at the end; good until the next call. */
  some(limit: number): Uint8Array {
    if (this.#at === this.#chunk.length && this.left > 0) this.#fetch();
    const bytes = this.#chunk.subarray(this.#at, this.#at + limit);
    this.#at += bytes.length;
    return bytes;
  }

  /** A copy of the next `length` bytes. @throws CredenceError `DATA_TRUNCATED` where there are fewer */
  bytes(length: number): Uint8Array {
    if (length > this.left) throw this.#truncated(length);
    const bytes = new Uint8Array(length);
    for (let filled = 0; filled < length; ) {
      const piece = this.some(length - filled);
      bytes.set(piece, filled);
      filled += piece.length;
    }
    return bytes;
  }

  #fetch(): void {
    this.#chunkStart = this.position;
    this.#at = 0;
    const length = Math.min(CHUNK_BYTES, this.#source.length - this.#chunkStart);
    this.#chunk = this.#source.read(this.#chunkStart, length);
  }

  #truncated(length: number): CredenceError {
    return new CredenceError(
      'DATA_TRUNCATED',
      `The packed data breaks off: ${length} more bytes are wanted, and ${this.left} are left`,
      { at: { byte: this.position } },
    );
  }
}
