import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { addAbortSignal, type Readable } from 'node:stream';
import { CredenceError } from '../../core/error.ts';
import { throwIfCancelled } from './read-context.ts';
import type { SourceFile } from './source-file.ts';

export interface SpoolOptions {
  /** An existing folder. */
  readonly scratch: string;
  /** Bytes that may be written there. */
  readonly quota: number;
  readonly signal?: AbortSignal | undefined;
}

/** A file that goes away when it is no longer needed. */
export interface SpooledFile extends SourceFile {
  remove(): Promise<void>;
}

/**
 * Writes a stream to a file in the scratch folder, so that it can be read more than once.
 *
 * @throws CredenceError LIMIT_EXCEEDED beyond the quota, CANCELLED; nothing is left behind then.
 */
export async function spoolInput(input: Readable, options: SpoolOptions): Promise<SpooledFile> {
  const path = join(options.scratch, `stdin-${process.pid}-${crypto.randomUUID()}`);
  const handle = await open(path, 'wx', 0o600);
  try {
    await copyWithin(input, handle, options);
    const stats = await handle.stat();
    await handle.close();
    const remove = (): Promise<void> => rm(path, { force: true });
    return { path, name: 'standard input', bytes: stats.size, modified: stats.mtimeMs, remove };
  } catch (error) {
    await handle.close();
    await rm(path, { force: true });
    throw error;
  }
}

/** An idle stream gives no block after which to look at the signal, so the signal itself ends it. */
async function* cancellable(
  input: Readable,
  signal: AbortSignal | undefined,
): AsyncGenerator<unknown> {
  throwIfCancelled(signal);
  try {
    yield* signal === undefined ? input : addAbortSignal(signal, input);
  } catch (error) {
    throwIfCancelled(signal);
    throw error;
  }
}

async function copyWithin(
  input: Readable,
  handle: FileHandle,
  { quota, signal }: SpoolOptions,
): Promise<void> {
  let bytes = 0;
  for await (const chunk of cancellable(input, signal)) {
    const block = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Buffer);
    bytes += block.length;
    if (bytes > quota) {
      throw new CredenceError(
        'LIMIT_EXCEEDED',
        `Standard input is larger than the ${quota} bytes set aside for it.`,
        {
          hint: 'Write the data to a file and scan that.',
        },
      );
    }
    await handle.writeFile(block);
  }
}
