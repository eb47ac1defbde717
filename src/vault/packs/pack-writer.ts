import { join } from 'node:path';
import type { Digest } from '../../core/digest.ts';
import type { DurableWriter } from '../../core/storage/durable-writer.ts';
import type { FileSystem, OutputFile } from '../../core/storage/file-system.ts';
import { formatIndex, PACK_START, type PackedObject, recordHeader } from './pack-format.ts';

/** Data kept back until they are worth a write. */
const BUFFERED_BYTES = 4 * 1024 * 1024;

/** A pack of this size is closed, and the next one begun. */
const FULL_BYTES = 512 * 1024 * 1024;

/** Appends objects to a pack, which gets its name with the next commit of the writer behind it. */
export class PackWriter {
  readonly #folder: string;
  readonly #files: FileSystem;
  readonly #writer: DurableWriter;
  #file: OutputFile | null = null;
  #size = 0;
  #buffered: Uint8Array[] = [];
  #bufferedBytes = 0;
  #objects: PackedObject[] = [];
  readonly #held: Set<Digest> = new Set();

  constructor(folder: string, files: FileSystem, writer: DurableWriter) {
    this.#folder = folder;
    this.#files = files;
    this.#writer = writer;
  }

  /** Whether an object was appended since the last `finish`. */
  has(digest: Digest): boolean {
    return this.#held.has(digest);
  }

  append(digest: Digest, data: Uint8Array): void {
    if (this.#size === 0) this.#push(PACK_START);
    this.#push(recordHeader(digest, data.length));
    this.#objects.push({ digest, offset: this.#size, length: data.length });
    this.#push(data);
    this.#held.add(digest);
    if (this.#bufferedBytes >= BUFFERED_BYTES) this.#write();
    if (this.#size >= FULL_BYTES) this.#close();
  }

  /** Hands the pack to the writer behind; its commit acknowledges it. */
  finish(): void {
    this.#close();
    this.#held.clear();
  }

  /** Gives up what was appended since the last `finish`. */
  abandon(): void {
    if (this.#file !== null) this.#writer.drop(this.#file);
    this.#reset();
    this.#held.clear();
  }

  #push(data: Uint8Array): void {
    this.#buffered.push(data);
    this.#bufferedBytes += data.length;
    this.#size += data.length;
  }

  #write(): void {
    this.#file ??= this.#writer.start();
    this.#files.write(this.#file, Buffer.concat(this.#buffered));
    this.#buffered = [];
    this.#bufferedBytes = 0;
  }

  #close(): void {
    if (this.#objects.length === 0) return;
    const { bytes, indexHash } = formatIndex(this.#objects);
    this.#push(bytes);
    this.#write();
    const file = this.#file;
    this.#reset();
    if (file !== null) this.#writer.add(file, join(this.#folder, `${indexHash}.pack`));
  }

  #reset(): void {
    this.#file = null;
    this.#size = 0;
    this.#buffered = [];
    this.#bufferedBytes = 0;
    this.#objects = [];
  }
}
