import type {
  ByteRange,
  FolderEntry,
  FolderReader,
} from '../../../src/statements/model-signing/folder-reader.ts';

/** A folder held in memory. */
export class MemoryFolder implements FolderReader {
  readonly name: string;
  readonly #files: ReadonlyMap<string, Buffer>;

  constructor(name: string, files: ReadonlyMap<string, Buffer>) {
    this.name = name;
    this.#files = files;
  }

  async *entries(): AsyncIterable<FolderEntry> {
    for (const [path, { length }] of await Promise.resolve(this.#files))
      yield { path, kind: 'file', bytes: length };
  }

  async *read(path: string, { start, end }: Partial<ByteRange> = {}): AsyncIterable<Uint8Array> {
    yield await Promise.resolve((this.#files.get(path) ?? Buffer.alloc(0)).subarray(start, end));
  }
}
