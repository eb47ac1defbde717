import { type BigIntStats, closeSync, fstatSync, readSync } from 'node:fs';
import { CredenceError } from '../../core/error.ts';
import type { ByteSource, ExpectedChecksum } from '../byte-source.ts';
import { giveRoomBack, newRoom, takeRoom } from './room.ts';
import { requireRange } from './source-range.ts';
import { SourceSlice } from './source-slice.ts';

/** Read at once while reading goes on where it stopped. */
const WINDOW_BYTES = 262_144;
/** Read at once after a jump: whoever looks at headers far apart doesn't read what lies between. */
const JUMP_BYTES = 8_192;
/** Files up to here are read whole when they are first looked at. */
const RESIDENT_BYTES = 2 ** 21;
const NOTHING = new Uint8Array(0);

/** An open file, read through a window that follows the reader. Owns the descriptor. */
export class FileSource implements ByteSource {
  readonly length: number;
  readonly checksums: ExpectedChecksum[] = [];
  readonly descriptor: number;
  readonly #name: string;
  readonly #opened: BigIntStats;
  #window = NOTHING;
  /** What the window lies in, borrowed until the file is closed. */
  #room: Uint8Array<ArrayBuffer> | null = null;
  #start = 0;
  #end = 0;

  /**
   * @param descriptor open for reading
   * @param name for messages
   */
  constructor(descriptor: number, name: string) {
    this.descriptor = descriptor;
    this.#opened = fstatSync(descriptor, { bigint: true });
    this.length = Number(this.#opened.size);
    this.#name = name;
  }

  get resident(): Uint8Array | null {
    if (this.length > RESIDENT_BYTES) return null;
    if (this.#end - this.#start < this.length) this.#readWhole();
    return this.#window;
  }

  read(offset: number, length: number): Uint8Array {
    requireRange(offset, length, this.length);
    const end = offset + length;
    if (offset < this.#start || end > this.#end) {
      if (length > WINDOW_BYTES) return this.#readFully(newRoom(length), offset);
      this.#moveWindow(offset, length);
    }
    return this.#window.subarray(offset - this.#start, end - this.#start);
  }

  slice(offset: number, length: number): ByteSource {
    return new SourceSlice(this, offset, length);
  }

  expect(checksum: ExpectedChecksum): void {
    requireRange(checksum.offset, checksum.length, this.length);
    this.checksums.push(checksum);
  }

  /** @throws CredenceError `FILE_UNREADABLE` where somebody wrote to the file since it was opened */
  requireUnchanged(): void {
    const now = fstatSync(this.descriptor, { bigint: true });
    const { size, mtimeNs, ctimeNs } = this.#opened;
    if (now.size !== size || now.mtimeNs !== mtimeNs || now.ctimeNs !== ctimeNs) {
      throw this.#changed(0);
    }
  }

  /**
   * Fills a room with the bytes from `position` on, and leaves the window where it is.
   * @returns what was filled: less than the room at the end
   * @throws CredenceError `FILE_UNREADABLE`
   */
  readInto(room: Uint8Array, position: number): Uint8Array {
    const wanted = Math.min(room.length, this.length - position);
    return this.#readFully(wanted === room.length ? room : room.subarray(0, wanted), position);
  }

  /** Bytes are missing that were there when the file was opened. */
  #changed(byte: number): CredenceError {
    return new CredenceError('FILE_UNREADABLE', `${this.#name} changed while it was read`, {
      at: { file: this.#name, byte },
      hint: 'Scan a copy that nothing writes to.',
    });
  }

  #unreadable(cause: unknown, byte: number): CredenceError {
    if (cause instanceof CredenceError) return cause;
    return new CredenceError('FILE_UNREADABLE', `${this.#name} cannot be read`, {
      at: { file: this.#name, byte },
      cause,
    });
  }

  close(): void {
    if (this.#room !== null) giveRoomBack(this.#room);
    this.#room = null;
    this.#window = NOTHING;
    this.#start = this.#end = 0;
    closeSync(this.descriptor);
  }

  #readWhole(): void {
    this.#window = this.#takeRoom(RESIDENT_BYTES).subarray(0, this.length);
    this.#readFully(this.#window, 0);
    this.#start = 0;
    this.#end = this.length;
  }

  #moveWindow(offset: number, length: number): void {
    if (this.length <= RESIDENT_BYTES) {
      this.#readWhole();
      return;
    }
    const goesOn = offset >= this.#start && offset <= this.#end;
    const wanted = Math.max(length, goesOn ? WINDOW_BYTES : JUMP_BYTES);
    const available = Math.min(wanted, this.length - offset);
    if (this.#window.length < available) {
      this.#window = this.#takeRoom(available > JUMP_BYTES ? WINDOW_BYTES : JUMP_BYTES);
    }
    this.#start = this.#end = offset;
    this.#readFully(this.#window.subarray(0, available), offset);
    this.#end = offset + available;
  }

  #takeRoom(length: number): Uint8Array<ArrayBuffer> {
    if (this.#room?.length !== length) {
      if (this.#room !== null) giveRoomBack(this.#room);
      this.#room = takeRoom(length);
    }
    return this.#room;
  }

  #readFully(target: Uint8Array, offset: number): Uint8Array {
    let filled = 0;
    while (filled < target.length) {
      const count = this.#readSome(target.subarray(filled), offset + filled);
      if (count === 0) throw this.#changed(offset + filled);
      filled += count;
    }
    return target;
  }

  #readSome(target: Uint8Array, offset: number): number {
    try {
      return readSync(this.descriptor, target, 0, target.length, offset);
    } catch (cause) {
      throw this.#unreadable(cause, offset);
    }
  }
}
