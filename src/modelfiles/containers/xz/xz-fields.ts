import { crc32 } from 'node:zlib';
import { CredenceError } from '../../../core/error.ts';
import type { SequentialReader } from '../stream/sequential-reader.ts';

/** Bytes of an xz stream that a CRC-32 covers, read one after the other. */
export class XzFields {
  readonly #reader: SequentialReader;
  #sum = 0;

  constructor(reader: SequentialReader) {
    this.#reader = reader;
  }

  bytes(length: number): Uint8Array {
    const bytes = this.#reader.bytes(length);
    this.#sum = crc32(bytes, this.#sum);
    return bytes;
  }

  byte(): number {
    return this.bytes(1)[0] as number;
  }

  /** A variable-length integer in its shortest form (xz-file-format 1.2.1 §1.2). */
  integer(): number {
    let value = 0;
    let scale = 1;
    for (let count = 0; count < 9; count++) {
      const byte = this.byte();
      if (byte === 0 && count > 0) throw malformed('writes a number longer than needed');
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
    throw malformed('holds a number that is too long');
  }

  /** Zeros up to the next multiple of four from `start`. */
  padding(start: number): void {
    while ((this.#reader.position - start) % 4 !== 0) {
      if (this.byte() !== 0) throw malformed('hides bytes in padding');
    }
  }

  /** Over everything so far. */
  get checksum(): number {
    return this.#sum;
  }

  /** Reads the checksum over everything so far, and compares. */
  requireChecksum(): void {
    if (this.#reader.uint(4) !== this.#sum) throw malformed('has a field without its checksum');
  }
}

/** @param what continues "The xz stream …" */
export function malformed(what: string): CredenceError {
  return new CredenceError('DATA_MALFORMED', `The xz stream ${what}`);
}
