import { lstat } from 'node:fs/promises';
import { CredenceError } from '../../core/error.ts';

/**
 * Makes sure that a file of a kit is one: a link or a pipe would lead a reader elsewhere, or nowhere.
 *
 * @param most bytes that it may have
 * @throws CredenceError `FILE_NOT_FOUND`, `FILE_UNREADABLE`, `LIMIT_EXCEEDED`
 */
export async function assertPlainFile(path: string, most: number): Promise<void> {
  const at = { file: path };
  const status = await lstat(path).catch((cause: unknown) => {
    throw new CredenceError('FILE_NOT_FOUND', `${path} is missing: this is no whole kit.`, {
      at,
      hint: 'Ask who exported it for another copy.',
      cause,
    });
  });
  if (!status.isFile())
    throw new CredenceError('FILE_UNREADABLE', `${path} is not a plain file.`, {
      at,
      hint: 'Do not use this kit. Ask who exported it for another copy.',
    });
  if (status.size > most)
    throw new CredenceError('LIMIT_EXCEEDED', `${path} has ${status.size} bytes.`, { at });
}
