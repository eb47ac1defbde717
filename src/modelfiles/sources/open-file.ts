import { constants, fstatSync, openSync } from 'node:fs';
import { CredenceError } from '../../core/error.ts';
import { FileSource } from './file-source.ts';

/**
 * Opens a file for reading at random.
 * @throws CredenceError `FILE_NOT_FOUND`, `FILE_UNREADABLE`, the latter also for what is no regular file
 */
export function openFileSource(path: string): FileSource {
  // A pipe of this name would otherwise hold the scan up until somebody writes to it.
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
  let source: FileSource;
  try {
    source = new FileSource(openSync(path, flags), path);
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new CredenceError(
      missing ? 'FILE_NOT_FOUND' : 'FILE_UNREADABLE',
      missing ? `${path} does not exist` : `${path} cannot be opened`,
      { at: { file: path }, cause },
    );
  }
  if (fstatSync(source.descriptor).isFile()) return source;
  source.close();
  throw new CredenceError('FILE_UNREADABLE', `${path} is not a regular file`, {
    at: { file: path },
    hint: 'To scan what comes through a pipe, give - and feed standard input.',
  });
}
