import { parentPort } from 'node:worker_threads';
import { nodeFileSystem } from '../../core/storage/node-file-system.ts';
import { TaskRunner } from './task-runner.ts';
import { plainError, type VaultReply } from './vault-reply.ts';
import type { VaultRequest } from './vault-task.ts';

const runner = new TaskRunner(nodeFileSystem);

parentPort?.on('message', (request: VaultRequest) => parentPort?.postMessage(replyTo(request)));

function replyTo(request: VaultRequest): VaultReply {
  try {
    return { ok: true, output: runner.run(request) };
  } catch (error) {
    return { ok: false, error: plainError(error) };
  }
}
