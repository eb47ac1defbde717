import { DigestStream } from '../core/digest.ts';
import { CredenceError } from '../core/error.ts';
import type { FileSystem } from '../core/storage/file-system.ts';
import { largestFirst, type PlacedFile } from './largest-first.ts';
import type { FileSource, ObjectSource, PutOptions, StoredObject } from './object-store.ts';
import { type ObjectWriter, SMALL_BYTES } from './object-writer.ts';
import type { VaultThreads } from './threads/vault-threads.ts';
import { assertExpected } from './unexpected-bytes.ts';

/** What a batch is written with. */
export interface BatchMeans {
  readonly root: string;
  readonly files: FileSystem;
  /** For streams, bytes in memory, and batches too small to start threads for. */
  readonly writer: ObjectWriter;
  /** Null where all work is done in this thread. */
  readonly threads: VaultThreads | null;
}

/** Files looked at together, to start the largest first. */
const WINDOW_FILES = 4096;

/** From this on, threads are worth their start. */
const THREADS_FROM_BYTES = 16 * 1024 * 1024;
const THREADS_FROM_FILES = 512;

/**
 * Objects on their way into the vault together. Use once: `add` all sources, then `commit`, or
 * `abandon`.
 */
export class PutBatch {
  readonly #means: BatchMeans;
  readonly #signal: AbortSignal | undefined;
  readonly #stored: StoredObject[] = [];
  #window: PlacedFile[] = [];
  #windowBytes = 0;
  #count = 0;
  #threaded = false;

  constructor(means: BatchMeans, { signal }: PutOptions) {
    this.#means = means;
    this.#signal = signal;
  }

  async add(source: ObjectSource): Promise<void> {
    this.#assertNotCancelled();
    const at = this.#count;
    this.#count += 1;
    if ('path' in source) {
      const size = this.#means.files.status(source.path)?.size ?? 0;
      this.#window.push({ file: source, at, size });
      this.#windowBytes += size;
      if (this.#window.length >= WINDOW_FILES) await this.#storeWindow();
    } else if ('bytes' in source) {
      const { bytes, expected } = source;
      const copy = typeof bytes === 'string' ? Buffer.from(bytes) : Buffer.from(bytes);
      this.#stored[at] = this.#means.writer.putBytes(copy, expected);
    } else {
      this.#stored[at] = await this.#putStream(source);
    }
  }

  /** Flushes everything. What it returns is on the disk. */
  async commit(): Promise<readonly StoredObject[]> {
    await this.#storeWindow();
    const { threads, root, writer } = this.#means;
    if (this.#threaded) await threads?.runOnEach('commit', { root });
    writer.commit();
    return this.#stored;
  }

  async abandon(): Promise<void> {
    const { threads, root, writer } = this.#means;
    writer.abandon();
    if (this.#threaded) await threads?.runOnEach('abandon', { root });
  }

  async #storeWindow(): Promise<void> {
    const window = this.#window;
    const worthIt =
      this.#threaded ||
      this.#windowBytes >= THREADS_FROM_BYTES ||
      window.length >= THREADS_FROM_FILES;
    this.#window = [];
    this.#windowBytes = 0;
    if (this.#means.threads === null || !worthIt) {
      for (const { file, at } of window) {
        this.#assertNotCancelled();
        this.#stored[at] = this.#means.writer.putFile(file);
      }
      return;
    }
    this.#threaded = true;
    await this.#storeInThreads(window, this.#means.threads);
  }

  /** Waits for every job, also after one failed, so that nothing is written behind the caller's back. */
  async #storeInThreads(window: readonly PlacedFile[], threads: VaultThreads): Promise<void> {
    const { root } = this.#means;
    let failed = false;
    const jobs = largestFirst(window).map(async (job) => {
      if (failed || this.#signal?.aborted) return;
      try {
        const files: FileSource[] = job.map(({ file }) => file);
        const stored = await threads.run('store', { root, files });
        for (const [index, object] of stored.entries()) {
          const place = job[index];
          if (place !== undefined) this.#stored[place.at] = object;
        }
      } catch (error) {
        failed = true;
        throw error;
      }
    });
    const outcome = (await Promise.allSettled(jobs)).find(({ status }) => status === 'rejected');
    if (outcome?.status === 'rejected') throw outcome.reason;
    this.#assertNotCancelled();
  }

  /** Small streams end in memory; others go to a file while they come. */
  async #putStream({
    stream,
    expected,
  }: Extract<ObjectSource, { readonly stream: AsyncIterable<Uint8Array> }>): Promise<StoredObject> {
    const { writer, files } = this.#means;
    const hash = new DigestStream();
    let held: Uint8Array[] = [];
    let size = 0;
    let file: ReturnType<ObjectWriter['startStream']> | null = null;
    try {
      for await (const chunk of stream) {
        this.#assertNotCancelled();
        size += chunk.length;
        hash.update(chunk);
        if (file === null && size <= SMALL_BYTES) {
          held.push(Uint8Array.from(chunk));
          continue;
        }
        file ??= writer.startStream();
        for (const piece of [...held, chunk]) files.write(file, piece);
        held = [];
      }
      if (file === null) return writer.putBytes(Buffer.concat(held), expected);
      const digest = hash.finish();
      assertExpected(digest, expected, 'The stream');
      writer.finishStream(file, digest);
      return { digest, size };
    } catch (error) {
      if (file !== null) writer.dropStream(file);
      throw error;
    }
  }

  #assertNotCancelled(): void {
    if (this.#signal?.aborted === true)
      throw new CredenceError('CANCELLED', 'Storing objects was cancelled; none was kept.');
  }
}
