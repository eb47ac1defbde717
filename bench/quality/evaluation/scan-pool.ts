import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Table } from '../datasets/table.ts';
import { type TableFormat, writeTable } from '../datasets/write-table.ts';
import type { ScannedDataset } from './scanned-dataset.ts';

type Reply = { readonly scanned: ScannedDataset } | { readonly failed: string };

const CHILD = fileURLToPath(new URL('../scan-child.ts', import.meta.url));

export interface ScanPoolOptions {
  /** Scans at a time. */
  readonly jobs: number;
  /** Hears of every scan that ended. */
  readonly onScan: (scans: number) => void;
}

/** Scans datasets in child processes, so many at a time. */
export class ScanPool {
  readonly #folder: string;
  readonly #idle: ChildProcess[];
  readonly #waiting: ((child: ChildProcess) => void)[] = [];
  readonly #all: Set<ChildProcess>;
  readonly #onScan: (scans: number) => void;
  #written = 0;
  #scans = 0;

  private constructor(folder: string, { jobs, onScan }: ScanPoolOptions) {
    this.#folder = folder;
    this.#onScan = onScan;
    this.#idle = Array.from({ length: jobs }, startChild);
    this.#all = new Set(this.#idle);
  }

  static async open(options: ScanPoolOptions): Promise<ScanPool> {
    return new ScanPool(await mkdtemp(join(tmpdir(), 'credence-evaluation-')), options);
  }

  /** Scans done so far. */
  get scans(): number {
    return this.#scans;
  }

  /**
   * Makes a table, writes it into the pool's folder, scans the file and removes it. Nothing is made
   * before a process is free, so that waiting work holds no memory.
   *
   * @throws where the scan throws, or where it has another number of records than the table.
   */
  async scanTable<T extends { readonly table: Table }>(
    make: () => T,
    format: TableFormat = 'jsonl',
  ): Promise<T & { readonly scanned: ScannedDataset }> {
    return await this.#withChild(async (child) => {
      const made = make();
      this.#written++;
      const path = join(this.#folder, `dataset-${this.#written}.${format}`);
      try {
        await writeTable(path, made.table, format);
        const scanned = await this.#scan(child, path);
        const { records } = scanned.report.dataset;
        if (records !== made.table.rows.length)
          throw new RangeError(`${made.table.rows.length} rows were written, ${records} scanned`);
        return { ...made, scanned };
      } finally {
        await rm(path, { force: true });
      }
    });
  }

  /** Scans a file where it lies. */
  async scanFile(path: string): Promise<ScannedDataset> {
    return await this.#withChild((child) => this.#scan(child, path));
  }

  async close(): Promise<void> {
    for (const child of this.#all) child.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #withChild<T>(work: (child: ChildProcess) => Promise<T>): Promise<T> {
    const child =
      this.#idle.pop() ?? (await new Promise<ChildProcess>((free) => this.#waiting.push(free)));
    try {
      return await work(child);
    } finally {
      this.#release(child);
    }
  }

  #release(child: ChildProcess): void {
    const next = child.connected ? child : this.#replace(child);
    const waiting = this.#waiting.shift();
    if (waiting === undefined) this.#idle.push(next);
    else waiting(next);
  }

  #replace(dead: ChildProcess): ChildProcess {
    this.#all.delete(dead);
    const child = startChild();
    this.#all.add(child);
    return child;
  }

  async #scan(child: ChildProcess, path: string): Promise<ScannedDataset> {
    const reply = await answer(child, path);
    this.#scans++;
    this.#onScan(this.#scans);
    if ('failed' in reply) throw new Error(`the scan failed: ${reply.failed}`);
    return reply.scanned;
  }
}

function startChild(): ChildProcess {
  return fork(CHILD, { serialization: 'advanced' });
}

async function answer(child: ChildProcess, path: string): Promise<Reply> {
  const { promise, resolve, reject } = Promise.withResolvers<Reply>();
  const ended = (code: number | null, signal: string | null): void =>
    reject(new Error(`the scanning process ended with ${signal ?? code}`));
  child.once('message', (reply) => resolve(reply as Reply));
  child.once('exit', ended);
  child.send(path);
  try {
    return await promise;
  } finally {
    child.removeAllListeners('message');
    child.removeListener('exit', ended);
  }
}
