import { CredenceError } from '../../../core/error.ts';
import type { OutputWindow } from '../stream/output-window.ts';

const SHORTEST_MATCH = 4;
/** A length of this many goes on in the bytes that follow, up to the first that is not 255. */
const LONG_LENGTH = 15;
const LAST_BYTE = 255;

/**
 * Unpacks one block of sequences: literals, and a match behind them; the last one ends with its
 * literals (LZ4 block format).
 *
 * @throws CredenceError `DATA_MALFORMED`
 */
export function decodeLz4Block(block: Uint8Array, output: OutputWindow): void {
  const cursor = new Cursor(block);
  do {
    const token = cursor.byte();
    const literals = cursor.length(token >>> 4);
    output.append(cursor.bytes(literals));
    if (cursor.isAtEnd) return;
    const distance = cursor.byte() + cursor.byte() * 256;
    output.copy(distance, cursor.length(token & 15) + SHORTEST_MATCH);
  } while (!cursor.isAtEnd);
  throw malformed('has a block that ends with a match');
}

class Cursor {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw malformed('has a block that breaks off');
    return byte;
  }

  length(start: number): number {
    if (start < LONG_LENGTH) return start;
    let length = start;
    for (;;) {
      const more = this.byte();
      length += more;
      if (more < LAST_BYTE) return length;
    }
  }

  bytes(length: number): Uint8Array {
    if (this.#at + length > this.#bytes.length) throw malformed('has a block that breaks off');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }
}

/** @param what continues "The LZ4 frame …" */
export function malformed(what: string): CredenceError {
  return new CredenceError('DATA_MALFORMED', `The LZ4 frame ${what}`);
}
