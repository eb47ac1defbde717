import type {
  ByteRange,
  FolderEntry,
  FolderReader,
} from '../../../src/statements/model-signing/folder-reader.ts';

/** A folder in memory; what is not bytes is an entry of another kind. */
export class MemoryFolder implements FolderReader {
  readonly name = 'model';
  readonly #contents: ReadonlyMap<string, Buffer | FolderEntry['kind']>;

  constructor(
    contents: Readonly<Record<string, string | Buffer>>,
    links: Readonly<Record<string, FolderEntry['kind']>> = {},
  ) {
    const files = Object.entries(contents).map(
      ([path, bytes]) => [path, typeof bytes === 'string' ? Buffer.from(bytes) : bytes] as const,
    );
    this.#contents = new Map<string, Buffer | FolderEntry['kind']>([
      ...files,
      ...Object.entries(links),
    ]);
  }

  async *entries(): AsyncIterable<FolderEntry> {
    for (const [path, content] of await Promise.resolve(this.#contents)) {
      const kind = typeof content === 'string' ? content : 'file';
      yield { path, kind, bytes: typeof content === 'string' ? 0 : content.length };
    }
  }

  async *read(path: string, { start, end }: Partial<ByteRange> = {}): AsyncIterable<Uint8Array> {
    const content = await Promise.resolve(this.#contents.get(path));
    if (content === undefined || typeof content === 'string') throw new Error(`no file ${path}`);
    yield content.subarray(start, end);
  }
}
