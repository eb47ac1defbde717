import { CredenceError } from '../../core/error.ts';
import type { ByteSource } from '../byte-source.ts';
import { FIXED_ARGUMENT_BYTES } from './opcodes.ts';
import { brokenPickle, truncatedPickle } from './pickle-error.ts';
import { isPickleUtf8, wholeUtf8End } from './utf8.ts';

/** The longest instruction that needs no look beyond: an opcode and eight bytes, and some to spare. */
const MARGIN = 16;
const FIRST_WINDOW_BYTES = 4_096;
const WINDOW_BYTES = 262_144;
/** A line that is longer than this is nobody's number, name or text. */
const LONGEST_LINE = 64 * 2 ** 20;
const NEWLINE = 0x0a;

/** What readers make of a frame that the instructions do not keep to. */
export type FrameFault = 'straddled' | 'nested' | 'longer-than-stream' | 'open-at-stop';

/**
 * The bytes of one pickle, through a window of its own. Frames (PEP 3154) are followed as the pure
 * Python reader does: it refuses what the older C reader and `pickletools` read across.
 */
export class InstructionInput {
  /** The window: all of the source where that is resident, else a part, with room behind it. */
  bytes: Uint8Array;
  /** Next byte within the window. */
  at = 0;
  /** The opcode that was read last, within the window; negative where the window has moved on. */
  opcodeAt = 0;
  /** From here on `prepare` must be called before the next instruction is read. */
  soft = 0;
  /** Offset of the window's first byte within the source. */
  base: number;
  /** The last line that was read, within the window, without its end. */
  lineStart = 0;
  lineEnd = 0;
  readonly #source: ByteSource;
  readonly #onFrameFault: (fault: FrameFault, offset: number) => void;
  #limit = 0;
  #windowBytes = FIRST_WINDOW_BYTES;
  #frameEnd = Number.POSITIVE_INFINITY;

  constructor(
    source: ByteSource,
    start: number,
    onFrameFault: (fault: FrameFault, offset: number) => void,
  ) {
    this.#source = source;
    this.#onFrameFault = onFrameFault;
    const { resident } = source;
    if (resident !== null) {
      this.base = 0;
      this.at = start;
      this.bytes = resident;
      this.#limit = resident.length;
    } else {
      this.base = start;
      this.bytes = new Uint8Array(Math.min(FIRST_WINDOW_BYTES, source.length - start) + MARGIN);
    }
  }

  /** Of the next byte within the source. */
  get offset(): number {
    return this.base + this.at;
  }

  /** Of the opcode that was read last, within the source. */
  get opcodeOffset(): number {
    return this.base + this.opcodeAt;
  }

  /** The next byte, of an instruction's fixed part. */
  uint1(): number {
    return this.bytes[this.at++] as number;
  }

  /** The next two bytes, little-endian. */
  uint2(): number {
    const { bytes, at } = this;
    this.at = at + 2;
    return (bytes[at] as number) | ((bytes[at + 1] as number) << 8);
  }

  /** The next four bytes, little-endian. */
  uint4(): number {
    const { bytes, at } = this;
    this.at = at + 4;
    const high = (bytes[at + 3] as number) * 0x100_0000;
    return (
      high +
      ((bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16))
    );
  }

  /** The next eight bytes, little-endian; not exact beyond 2^53, which no file's size comes to. */
  uint8(): number {
    const low = this.uint4();
    return low + this.uint4() * 2 ** 32;
  }

  /**
   * Makes sure that the next instruction's fixed part lies in the window and in one frame.
   * @throws CredenceError `DATA_TRUNCATED` where the source ends before it does.
   */
  prepare(): void {
    const position = this.offset;
    if (position >= this.#source.length) throw truncatedPickle(this.#source.length);
    if (this.#leavesWindow()) {
      this.#refill(position, this.#windowBytes);
      this.#windowBytes = Math.min(WINDOW_BYTES, this.#windowBytes * 2);
    }
    const fixed = FIXED_ARGUMENT_BYTES[this.bytes[this.at] as number] as number;
    const end = position + 1 + fixed;
    if (end > this.#source.length) throw truncatedPickle(position);
    this.#read(position, 1);
    this.#read(position + 1, fixed);
    this.#setSoft();
  }

  /**
   * Goes past bytes that follow a fixed part, in one read.
   * @throws CredenceError `DATA_TRUNCATED` where the source ends before they do.
   */
  skip(length: number): void {
    const position = this.offset;
    if (length > this.#source.length - position) throw truncatedPickle(position);
    this.#read(position, length);
    this.at += length;
  }

  /** Goes on elsewhere: behind raw bytes that are no instructions. */
  jump(offset: number): void {
    this.finish();
    this.#frameEnd = Number.POSITIVE_INFINITY;
    this.at = offset - this.base;
    this.soft = 0;
  }

  /** As `skip`, and whether the bytes are a text. */
  skipText(length: number): boolean {
    const start = this.at;
    const position = this.offset;
    this.skip(length);
    return this.at <= this.#limit
      ? isPickleUtf8(this.bytes, start, this.at)
      : this.#isLongText(position, length);
  }

  /**
   * Goes past a line, and leaves where it lies in `lineStart` and `lineEnd`.
   * @throws CredenceError `DATA_TRUNCATED` where no line ends, `LIMIT_EXCEEDED`
   */
  readLine(): void {
    const position = this.offset;
    let end = this.#lineEndFrom(this.at);
    for (let size = WINDOW_BYTES; end === -1; size *= 2) {
      if (this.base + this.#limit >= this.#source.length) throw truncatedPickle(position);
      if (size > LONGEST_LINE) throw longLine(position);
      this.#refill(position, size);
      end = this.#lineEndFrom(this.at);
    }
    this.#read(position, end + 1 - this.at);
    this.lineStart = this.at;
    this.lineEnd = end;
    this.at = end + 1;
  }

  /** Begins a frame of `length` bytes behind the instruction that was read last. */
  openFrame(length: number): void {
    const { offset: start, opcodeOffset } = this;
    if (length > Number.MAX_SAFE_INTEGER) {
      throw brokenPickle(opcodeOffset, 'a frame is longer than any file');
    }
    if (start < this.#frameEnd && this.#frameEnd !== Number.POSITIVE_INFINITY) {
      this.#onFrameFault('nested', opcodeOffset);
    }
    if (start + length > this.#source.length) {
      this.#onFrameFault('longer-than-stream', opcodeOffset);
    }
    this.#frameEnd = Math.min(start + length, this.#source.length);
    this.soft = 0;
  }

  /** Called where the stream's instructions end: whoever read the frame whole stands elsewhere now. */
  finish(): void {
    if (this.#frameEnd !== Number.POSITIVE_INFINITY && this.offset < this.#frameEnd) {
      this.#onFrameFault('open-at-stop', this.offset - 1);
    }
  }

  /** One read of the Python reader: it lies within the frame, or the frame is over. */
  #read(start: number, length: number): void {
    if (length === 0 || this.#frameEnd === Number.POSITIVE_INFINITY) return;
    if (start >= this.#frameEnd) {
      this.#frameEnd = Number.POSITIVE_INFINITY;
    } else if (start + length > this.#frameEnd) {
      this.#frameEnd = Number.POSITIVE_INFINITY;
      this.#onFrameFault('straddled', start);
    }
  }

  #setSoft(): void {
    const windowSoft = this.#limit - MARGIN;
    const frameSoft = this.#frameEnd - MARGIN - this.base;
    this.soft = Math.max(this.at + 1, Math.min(windowSoft, frameSoft));
  }

  #leavesWindow(): boolean {
    if (this.at < 0 || this.at > this.#limit) return true;
    return this.at + MARGIN > this.#limit && this.base + this.#limit < this.#source.length;
  }

  #refill(position: number, size: number): void {
    const available = Math.min(size, this.#source.length - position);
    if (this.bytes.length < available + MARGIN) this.bytes = new Uint8Array(available + MARGIN);
    this.bytes.set(this.#source.read(position, available));
    this.bytes.fill(0, available, available + MARGIN);
    this.opcodeAt -= position - this.base;
    this.base = position;
    this.at = 0;
    this.#limit = available;
    this.soft = 0;
  }

  #lineEndFrom(start: number): number {
    const { bytes } = this;
    const limit = this.#limit;
    for (let at = start; at < limit; at++) if (bytes[at] === NEWLINE) return at;
    return -1;
  }

  #isLongText(start: number, length: number): boolean {
    for (let done = 0; done < length; ) {
      const wanted = Math.min(WINDOW_BYTES, length - done);
      const piece = this.#source.read(start + done, wanted);
      const end = done + wanted < length ? wholeUtf8End(piece, wanted) : wanted;
      if (!isPickleUtf8(piece, 0, end)) return false;
      done += end;
    }
    return true;
  }
}

function longLine(position: number): CredenceError {
  return new CredenceError(
    'LIMIT_EXCEEDED',
    `The file holds a line of more than ${LONGEST_LINE} bytes`,
    { at: { byte: position } },
  );
}
