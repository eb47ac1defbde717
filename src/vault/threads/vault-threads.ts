import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { errorFrom, type PlainError, type VaultReply } from './vault-reply.ts';
import type { TaskInput, TaskOutput, VaultRequest, VaultTaskName } from './vault-task.ts';

interface Job {
  readonly request: VaultRequest;
  readonly settle: (reply: VaultReply) => void;
}

interface Lane {
  readonly worker: Worker;
  readonly own: Job[];
  current: Job | null;
}

/** More threads than this only fight for the disk. */
const MOST_THREADS = 8;

/** Threads that read, hash and write files, as many as there are cores; started when first needed. */
export class VaultThreads {
  readonly count: number;
  readonly #lanes: Lane[] = [];
  readonly #shared: Job[] = [];

  constructor(count: number = Math.min(MOST_THREADS, availableParallelism())) {
    this.count = count;
  }

  /** Runs a task on whichever thread is free first. */
  run<Name extends VaultTaskName>(name: Name, input: TaskInput<Name>): Promise<TaskOutput<Name>> {
    return this.#queue(this.#shared, name, input);
  }

  /** Runs a task once on every thread that was started. */
  async runOnEach<Name extends VaultTaskName>(name: Name, input: TaskInput<Name>): Promise<void> {
    const done = this.#lanes.map(({ own }) => this.#queue(own, name, input));
    const failed = (await Promise.allSettled(done)).find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
  }

  async close(): Promise<void> {
    const lanes = this.#lanes.splice(0);
    await Promise.all(lanes.map(({ worker }) => worker.terminate()));
  }

  #queue<Name extends VaultTaskName>(
    queue: Job[],
    name: Name,
    input: TaskInput<Name>,
  ): Promise<TaskOutput<Name>> {
    while (this.#lanes.length < this.count) this.#lanes.push(this.#startLane());
    const { promise, resolve, reject } = Promise.withResolvers<TaskOutput<Name>>();
    const settle = (reply: VaultReply): void => {
      if (reply.ok) resolve(reply.output as TaskOutput<Name>);
      else reject(errorFrom(reply.error));
    };
    queue.push({ request: { name, input } as VaultRequest, settle });
    for (const lane of this.#lanes) this.#feed(lane);
    return promise;
  }

  #startLane(): Lane {
    const worker = new Worker(new URL('./vault-worker.ts', import.meta.url));
    const lane: Lane = { worker, own: [], current: null };
    worker.unref();
    worker.on('message', (reply: VaultReply) => this.#settle(lane, reply));
    worker.on('error', (error) => this.#fail(lane, String(error)));
    worker.on('exit', () => this.#fail(lane, 'A thread of the vault stopped before it was done.'));
    return lane;
  }

  /** A thread holds the process open only while it has work. */
  #feed(lane: Lane): void {
    if (lane.current !== null) return;
    lane.current = lane.own.shift() ?? this.#shared.shift() ?? null;
    if (lane.current === null) {
      lane.worker.unref();
      return;
    }
    lane.worker.ref();
    lane.worker.postMessage(lane.current.request);
  }

  #settle(lane: Lane, reply: VaultReply): void {
    const job = lane.current;
    lane.current = null;
    this.#feed(lane);
    job?.settle(reply);
  }

  #fail(lane: Lane, message: string): void {
    const at = this.#lanes.indexOf(lane);
    if (at >= 0) this.#lanes.splice(at, 1);
    const lost = [lane.current, ...lane.own.splice(0)].filter((job) => job !== null);
    if (this.#lanes.length === 0) lost.push(...this.#shared.splice(0));
    lane.current = null;
    const error: PlainError = { code: 'INTERNAL', message, hint: undefined, at: undefined };
    for (const job of lost) job.settle({ ok: false, error });
  }
}
