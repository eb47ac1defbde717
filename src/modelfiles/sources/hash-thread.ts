import { availableParallelism } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Budget } from '../limits.ts';
import type { FileSource } from './file-source.ts';
import { READY, SIGNAL_BYTES, STOP } from './hash-signals.ts';
import type { HashReply, HashRequest } from './hash-worker.ts';

/** Smaller files are hashed sooner than another thread is told of them. */
const LARGE_BYTES = 2 ** 22;
/** From here on a file waits for the thread to start; the first smaller ones are done without. */
const WORTH_WAITING_BYTES = 2 ** 27;
/** After so long it is seen whether somebody has cancelled the scan. */
const PATIENCE_MS = 100;
const WAITING = Symbol('waiting');

/** A file's digest that another thread is working out. */
export interface Hashing {
  /**
   * Waits for the digest; null where the thread could not, and the file must be hashed here.
   * @throws CredenceError `LIMIT_EXCEEDED` when time is up, `CANCELLED`
   */
  finish(budget: Budget): Promise<HashReply>;
  /** Ends the work, if it goes on. Only then may the file be closed. */
  stop(): Promise<void>;
}

/**
 * Reads and hashes one file at a time in a thread of its own, while this one looks into it: by its
 * own reading, as handing bytes from one core to another takes longer than to read them twice from
 * the system's cache. The thread is started when first wanted, and holds the process open only while
 * it works.
 */
class HashThread {
  readonly #signals = new Int32Array(new SharedArrayBuffer(SIGNAL_BYTES));
  readonly #worker: Worker;
  #answer: ((reply: HashReply) => void) | null = null;
  #lost = false;

  /** @throws Error where the process may not start threads */
  constructor() {
    this.#worker = new Worker(new URL('./hash-worker.ts', import.meta.url), {
      workerData: this.#signals.buffer,
    });
    this.#worker.unref();
    this.#worker.on('message', (reply: HashReply) => this.#settle(reply));
    this.#worker.on('error', () => this.#lose());
    this.#worker.on('exit', () => this.#lose());
  }

  /** Begins with a file; null where the thread has another one, or is not there. */
  begin({ descriptor, length }: FileSource): Hashing | null {
    if (this.#answer !== null || this.#lost) return null;
    const ready = Atomics.load(this.#signals, READY) === 1;
    if (!ready && length < WORTH_WAITING_BYTES) return null;
    const { promise, resolve } = Promise.withResolvers<HashReply>();
    this.#answer = resolve;
    Atomics.store(this.#signals, STOP, 0);
    this.#worker.ref();
    const request: HashRequest = { descriptor, length };
    this.#worker.postMessage(request);
    return {
      finish: (budget) => waitFor(promise, budget),
      stop: async () => {
        if (this.#answer === resolve) Atomics.store(this.#signals, STOP, 1);
        await promise;
      },
    };
  }

  #lose(): void {
    this.#lost = true;
    this.#settle(null);
  }

  #settle(reply: HashReply): void {
    this.#worker.unref();
    this.#answer?.(reply);
    this.#answer = null;
  }
}

async function waitFor(reply: Promise<HashReply>, budget: Budget): Promise<HashReply> {
  for (;;) {
    budget.spendTime();
    const first = await Promise.race([reply, setTimeout(PATIENCE_MS, WAITING, { ref: false })]);
    if (first !== WAITING) return first;
  }
}

let thread: HashThread | null | undefined;

/**
 * Has another thread work out the digest of a file. Null where that would not be sooner, or cannot
 * be: a small file, one core, no leave to start threads, a thread that has another file.
 */
export function hashAside(source: FileSource): Hashing | null {
  if (source.length < LARGE_BYTES) return null;
  if (thread === undefined) thread = startThread();
  return thread?.begin(source) ?? null;
}

function startThread(): HashThread | null {
  if (availableParallelism() < 2) return null;
  try {
    return new HashThread();
  } catch {
    // Without leave to start threads (`--permission`) a file is hashed where it is looked into.
    return null;
  }
}
