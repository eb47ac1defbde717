import { CredenceError, type ErrorCode } from '../error.ts';

/** What a step on the disk was about to do, for the sentence that says that it failed. */
export type StorageStep = 'read' | 'written';

const HINTS: ReadonlyMap<string, string> = new Map([
  ['ENOSPC', 'The disk is full. Make room; nothing half-written was kept.'],
  ['EDQUOT', 'Your quota is used up. Make room; nothing half-written was kept.'],
  ['EROFS', 'The file system is mounted read-only.'],
  ['EACCES', 'You lack permission. Check the owner and mode of the file and its folder.'],
  ['EPERM', 'The operation is not permitted. Check the owner and mode of the file and its folder.'],
  ['ENOENT', 'Check the path; something may have removed the file.'],
  ['ENOTDIR', 'A part of the path is a file where a folder should be.'],
  ['ELOOP', 'It is a symbolic link, and links are not followed here.'],
  ['EEXIST', 'Something of that name is there already.'],
  ['EIO', 'The disk reports an error. Check its health, and restore from a backup.'],
  ['EMFILE', 'Too many files are open. Raise the limit (ulimit -n).'],
]);

/**
 * The error of a file system, with path and advice: `FILE_NOT_FOUND`, `FILE_UNREADABLE` for reading,
 * `STORAGE_FAILED` for writing.
 */
export function storageError(cause: unknown, path: string, step: StorageStep): CredenceError {
  if (cause instanceof CredenceError) return cause;
  const errno = errnoOf(cause);
  return new CredenceError(
    codeFor(errno, step),
    `${path} cannot be ${step} (${errno ?? 'unknown reason'}).`,
    { hint: HINTS.get(errno ?? '') ?? 'Check the disk.', at: { file: path }, cause },
  );
}

/** The system's name for an error, as `ENOENT`. */
export function errnoOf(cause: unknown): string | undefined {
  if (!(cause instanceof Error && 'code' in cause)) return undefined;
  return typeof cause.code === 'string' ? cause.code : undefined;
}

function codeFor(errno: string | undefined, step: StorageStep): ErrorCode {
  if (step === 'written') return 'STORAGE_FAILED';
  return errno === 'ENOENT' ? 'FILE_NOT_FOUND' : 'FILE_UNREADABLE';
}
