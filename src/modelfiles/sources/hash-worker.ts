import { readSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { type Digest, DigestStream } from '../../core/digest.ts';
import { READY, STOP } from './hash-signals.ts';

/** An open file, which stays open until there is an answer. */
export interface HashRequest {
  readonly descriptor: number;
  /** In bytes. */
  readonly length: number;
}

/** Its digest; null where it could not be read whole, or was no longer wanted. */
export type HashReply = Digest | null;

/** Read at once: what is hashed is still near the processor. */
const CHUNK_BYTES = 65_536;

const signals = new Int32Array(workerData as SharedArrayBuffer);
const room = new Uint8Array(CHUNK_BYTES);

parentPort?.on('message', (request: HashRequest) => parentPort?.postMessage(reply(request)));
Atomics.store(signals, READY, 1);

function reply(request: HashRequest): HashReply {
  try {
    return digestOfFile(request);
  } catch {
    // Whoever asked reads the file for itself then, and says what is wrong with it.
    return null;
  }
}

function digestOfFile({ descriptor, length }: HashRequest): HashReply {
  const digest = new DigestStream();
  for (let position = 0; position < length; ) {
    if (Atomics.load(signals, STOP) === 1) return null;
    const count = readSync(descriptor, room, 0, Math.min(CHUNK_BYTES, length - position), position);
    if (count === 0) return null;
    digest.update(count === CHUNK_BYTES ? room : room.subarray(0, count));
    position += count;
  }
  return digest.finish();
}
