import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { CredenceError } from '../../core/error.ts';
import type { TaskArguments, TaskName, TaskResult } from './tasks.ts';
import type { WorkerReply } from './worker.ts';

/** Runs named tasks, on worker threads or in this one. Results do not depend on which. */
export interface WorkerPool {
  /** How many tasks can run at once. */
  readonly lanes: number;
  /** Runs a task on the next free thread, or on the one that keeps its state. */
  run<Name extends TaskName>(
    name: Name,
    args: TaskArguments<Name>,
    lane?: number,
  ): Promise<TaskResult<Name>>;
  close(): Promise<void>;
}

/** `lanes` 0 runs every task in this thread: the cheaper way for small data. */
export async function createWorkerPool(lanes: number, signal?: AbortSignal): Promise<WorkerPool> {
  if (lanes === 0) {
    const { runTask } = await import('./tasks.ts');
    return {
      lanes: 1,
      run: async (name, args) => {
        // A task holds up this thread: give a signal the chance to arrive before each.
        await setImmediate();
        if (signal?.aborted === true) throw cancelled();
        return runTask(name, args);
      },
      close: async () => undefined,
    };
  }
  return new ThreadPool(lanes, signal);
}

function cancelled(): CredenceError {
  return new CredenceError('CANCELLED', 'The scan was cancelled.');
}

interface Job {
  readonly name: TaskName;
  readonly args: unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

interface Lane {
  readonly worker: Worker;
  /** Jobs bound to this lane, oldest first. */
  readonly own: Job[];
  current: Job | null;
}

class ThreadPool implements WorkerPool {
  readonly #lanes: Lane[];
  readonly #shared: Job[] = [];
  #closed = false;
  /** Why no more jobs are taken: a thread died, or the scan was cancelled. */
  #failure: { readonly reason: unknown } | null = null;

  constructor(lanes: number, signal: AbortSignal | undefined) {
    this.#lanes = Array.from({ length: lanes }, () => this.#startLane());
    signal?.addEventListener('abort', () => this.#fail(cancelled()), { once: true });
  }

  get lanes(): number {
    return this.#lanes.length;
  }

  run<Name extends TaskName>(
    name: Name,
    args: TaskArguments<Name>,
    lane?: number,
  ): Promise<TaskResult<Name>> {
    return new Promise<TaskResult<Name>>((resolve, reject) => {
      if (this.#failure !== null) {
        reject(this.#failure.reason);
        return;
      }
      const job: Job = {
        name,
        args,
        resolve: (value) => resolve(value as TaskResult<Name>),
        reject,
      };
      const bound = lane === undefined ? undefined : this.#lanes[lane % this.#lanes.length];
      (bound?.own ?? this.#shared).push(job);
      for (const each of this.#lanes) this.#feed(each);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#lanes.map(({ worker }) => worker.terminate()));
  }

  #startLane(): Lane {
    const worker = new Worker(new URL('./worker.ts', import.meta.url));
    const lane: Lane = { worker, own: [], current: null };
    worker.on('message', (reply: WorkerReply) => this.#settle(lane, reply));
    worker.on('error', (error) => this.#fail(error));
    worker.on('exit', () => {
      if (!this.#closed)
        this.#fail(
          new CredenceError('INTERNAL', 'A worker thread stopped before its work was done.'),
        );
    });
    return lane;
  }

  #feed(lane: Lane): void {
    if (lane.current !== null) return;
    const job = lane.own.shift() ?? this.#shared.shift();
    if (job === undefined) return;
    lane.current = job;
    lane.worker.postMessage({ name: job.name, args: job.args });
  }

  #settle(lane: Lane, reply: WorkerReply): void {
    const job = lane.current;
    lane.current = null;
    if (reply.ok) job?.resolve(reply.result);
    else
      job?.reject(new CredenceError(reply.code, reply.message, { hint: reply.hint, at: reply.at }));
    this.#feed(lane);
  }

  #fail(reason: unknown): void {
    this.#failure ??= { reason };
    for (const job of this.#shared.splice(0)) job.reject(reason);
    for (const lane of this.#lanes) {
      lane.current?.reject(reason);
      lane.current = null;
      for (const job of lane.own.splice(0)) job.reject(reason);
    }
  }
}
