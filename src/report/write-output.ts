import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CredenceError } from '../core/error.ts';
import { visibleText } from '../core/visible-text.ts';

/**
 * Writes a file that is either whole or not there: to a temporary name in the same folder, then
 * to disk, then renamed over what was there.
 *
 * @throws CredenceError `OUTPUT_FAILED`; nothing is left behind then
 */
export async function writeOutput(path: string, content: string | Uint8Array): Promise<void> {
  await replaceFile(path, async (temporary) => {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
  });
}

/**
 * Lets `write` fill a temporary file beside `path`, and renames it to `path` when it is done.
 *
 * @throws CredenceError `OUTPUT_FAILED`, or the CredenceError that `write` threw
 */
export async function replaceFile(
  path: string,
  write: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    await write(temporary);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    if (cause instanceof CredenceError) throw cause;
    throw new CredenceError('OUTPUT_FAILED', `Could not write ${visibleText(path)}.`, {
      hint: 'The folder must exist, be writable and have room.',
      at: { file: path },
      cause,
    });
  }
}
