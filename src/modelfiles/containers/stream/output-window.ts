import { CredenceError } from '../../../core/error.ts';
import type { Sink } from '../../sources/scratch.ts';

/** Written to the sink at a time, at least. */
const CHUNK_BYTES = 131_072;

/**
 * Lets a decoder write through a window. What it wrote is handed on even where the stream then turns
 * out to be broken: whoever unpacks while loading has got that far.
 *
 * @param reach how far back copies may reach, in bytes
 */
export function throughWindow(
  reach: number,
  sink: Sink,
  decode: (output: OutputWindow) => void,
): void {
  const output = new OutputWindow(reach, sink);
  try {
    decode(output);
  } finally {
    output.finish();
  }
}

/**
 * What a dictionary decoder writes: literals, and copies of what it wrote before. Holds as much of
 * the past as copies may reach back to, and hands everything to the sink once. The buffer is open to
 * loops that write much and keep its end in a variable of their own meanwhile.
 */
export class OutputWindow {
  /** What was written last, up to `at`. */
  bytes: Uint8Array;
  at = 0;
  /** Bytes written and handed on before the first one in the buffer. */
  #before = 0;
  #handedOn = 0;
  /** Bytes written when the past was forgotten last. */
  #floor = 0;
  readonly #reach: number;
  readonly #sink: Sink;

  /** @param reach how far back copies may reach, in bytes */
  constructor(reach: number, sink: Sink) {
    this.#reach = reach;
    this.#sink = sink;
    this.bytes = new Uint8Array(Math.min(reach, CHUNK_BYTES) + CHUNK_BYTES);
  }

  /** Bytes written since the start, or since the past was forgotten. */
  get position(): number {
    return this.#before + this.at - this.#floor;
  }

  /** Copies no longer reach back to what has been written so far. */
  forget(): void {
    this.#floor = this.#before + this.at;
  }

  /** The byte written last but `distance` - 1; 0 where there is none. */
  back(distance: number): number {
    return distance > this.position ? 0 : (this.bytes[this.at - distance] ?? 0);
  }

  literal(byte: number): void {
    if (this.at === this.bytes.length) this.#makeRoom();
    this.bytes[this.at++] = byte;
  }

  append(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length; ) {
      if (this.at === this.bytes.length) this.#makeRoom();
      const count = Math.min(bytes.length - from, this.bytes.length - this.at);
      this.bytes.set(bytes.subarray(from, from + count), this.at);
      this.at += count;
      from += count;
    }
  }

  /**
   * Writes `length` bytes again, beginning `distance` bytes back; both may overlap.
   * @throws CredenceError `DATA_MALFORMED` where that is before the first byte, or out of reach
   */
  copy(distance: number, length: number): void {
    if (distance === 0 || distance > this.position || distance > this.#reach) {
      throw new CredenceError(
        'DATA_MALFORMED',
        `The packed data repeats bytes from ${distance} back, where there are none`,
      );
    }
    let left = length;
    while (left > 0) {
      if (this.at === this.bytes.length) this.#makeRoom();
      const count = Math.min(left, this.bytes.length - this.at);
      this.#repeat(distance, count);
      left -= count;
    }
  }

  /** Hands on what is left. */
  finish(): void {
    this.#handOn();
  }

  #repeat(distance: number, count: number): void {
    const bytes = this.bytes;
    const end = this.at + count;
    if (count > 32 && distance >= count) {
      bytes.copyWithin(this.at, this.at - distance, end - distance);
    } else {
      for (let at = this.at; at < end; at++) bytes[at] = bytes[at - distance] as number;
    }
    this.at = end;
  }

  #handOn(): void {
    if (this.at === this.#handedOn) return;
    const piece = this.bytes.subarray(this.#handedOn, this.at);
    // Before the sink gets it: one that throws is not given the same bytes again.
    this.#handedOn = this.at;
    this.#sink(piece);
  }

  /** Grows until the past that must be kept fits in with a quarter to spare, and slides from then on. */
  #makeRoom(): void {
    this.#handOn();
    const enough = this.#reach + Math.max(CHUNK_BYTES, this.#reach / 4);
    if (this.bytes.length < enough) {
      const grown = new Uint8Array(Math.min(enough, this.bytes.length * 2));
      grown.set(this.bytes);
      this.bytes = grown;
      return;
    }
    const dropped = this.at - this.#reach;
    this.bytes.copyWithin(0, dropped, this.at);
    this.#before += dropped;
    this.at = this.#handedOn = this.#reach;
  }
}
