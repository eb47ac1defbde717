import { createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { uptime } from 'node:os';
import { pipeline } from 'node:stream/promises';
import { CredenceError } from '../core/error.ts';
import { visibleText } from '../core/visible-text.ts';
import type { RemoteFile } from './connectors/connector.ts';

/**
 * Brings a remote file to this machine, appending to what an earlier attempt brought.
 *
 * @param part where its bytes are gathered; gone when they turn out to be wrong
 * @param most bytes that a file may have whose publisher names no size
 * @throws CredenceError `INTEGRITY_FAILED` where it has another size than its publisher says;
 * `LIMIT_EXCEEDED`; what the connector throws
 */
export async function gatherFile(
  file: RemoteFile,
  part: string,
  { most, signal }: { readonly most: number; readonly signal?: AbortSignal | undefined },
): Promise<void> {
  const found = await trustedSize(part);
  const start = file.size !== null && found > file.size ? 0 : found;
  if (file.size !== null && start === file.size && start > 0) return;
  try {
    await pipeline(
      bounded(file, { start, most: file.size ?? most }),
      createWriteStream(part, { flags: start === 0 ? 'w' : 'a' }),
      ...(signal === undefined ? [] : [{ signal }]),
    );
    const { size } = await stat(part);
    if (file.size !== null && size !== file.size) throw otherSize(file, `only ${size}`);
  } catch (error) {
    if (error instanceof CredenceError && isFinal(error)) await rm(part, { force: true });
    throw error;
  }
}

/** A failure that going on from the same bytes would only repeat. */
function isFinal({ code }: CredenceError): boolean {
  return code === 'INTEGRITY_FAILED' || code === 'LIMIT_EXCEEDED';
}

/**
 * How much of an earlier attempt can be used. Parts are not flushed, so after a crash of the machine
 * their size says nothing about their bytes.
 */
async function trustedSize(part: string): Promise<number> {
  const found = await stat(part).catch(() => null);
  const started = Date.now() - uptime() * 1000;
  return found === null || found.mtimeMs < started ? 0 : found.size;
}

async function* bounded(
  file: RemoteFile,
  { start, most }: { readonly start: number; readonly most: number },
): AsyncIterable<Uint8Array> {
  let size = start;
  for await (const chunk of file.open(start)) {
    size += chunk.length;
    if (size > most) throw file.size === null ? tooLarge(file, most) : otherSize(file, 'more');
    yield chunk;
  }
}

function otherSize({ path, size }: RemoteFile, found: string): CredenceError {
  return new CredenceError(
    'INTEGRITY_FAILED',
    `${visibleText(path)} has ${found} bytes, and its publisher says ${size}.`,
    { hint: 'Run the same command again; if it stays so, ask the publisher.' },
  );
}

function tooLarge({ path }: RemoteFile, most: number): CredenceError {
  return new CredenceError(
    'LIMIT_EXCEEDED',
    `${visibleText(path)} has more than ${most} bytes, and its publisher does not say how many.`,
    { hint: 'If it really is that large, allow it with --max-bytes.' },
  );
}
