import { randomUUID } from 'node:crypto';
import { openSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CredenceError } from '../../core/error.ts';

/**
 * Opens a file in the system's temporary folder for reading and writing, and takes its name away:
 * nothing stays behind, even if the process dies.
 *
 * @returns the descriptor, which the caller closes
 * @throws CredenceError `LIMIT_EXCEEDED` where there is no room
 */
export function openNamelessFile(): number {
  const path = join(tmpdir(), `credence-${process.pid}-${randomUUID()}`);
  try {
    const descriptor = openSync(path, 'wx+', 0o600);
    unlinkSync(path);
    return descriptor;
  } catch (cause) {
    throw noRoom(cause);
  }
}

/** @throws CredenceError `LIMIT_EXCEEDED` where there is no room */
export function writeFully(descriptor: number, bytes: Uint8Array): void {
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
  } catch (cause) {
    throw noRoom(cause);
  }
}

function noRoom(cause: unknown): CredenceError {
  return new CredenceError('LIMIT_EXCEEDED', 'What has to be read more than once cannot be kept', {
    hint: `Free space in ${tmpdir()}, or point TMPDIR at a folder with more.`,
    cause,
  });
}
