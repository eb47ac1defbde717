import { parentPort } from 'node:worker_threads';
import { CredenceError, type ErrorCode, type Location } from '../../core/error.ts';
import { runTask, type TaskName } from './tasks.ts';

/** What a worker thread answers. Errors travel as data: a class does not survive the crossing. */
export type WorkerReply =
  | { readonly ok: true; readonly result: unknown }
  | {
      readonly ok: false;
      readonly code: ErrorCode;
      readonly message: string;
      readonly hint?: string;
      readonly at?: Location;
    };

parentPort?.on('message', async ({ name, args }: { name: TaskName; args: never }) => {
  parentPort?.postMessage(await answer(name, args));
});

async function answer(name: TaskName, args: never): Promise<WorkerReply> {
  try {
    return { ok: true, result: await runTask(name, args) };
  } catch (error) {
    if (error instanceof CredenceError) {
      return {
        ok: false,
        code: error.code,
        message: error.message,
        ...(error.hint === undefined ? {} : { hint: error.hint }),
        ...(error.at === undefined ? {} : { at: error.at }),
      };
    }
    return {
      ok: false,
      code: 'INTERNAL',
      message: `${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    };
  }
}
