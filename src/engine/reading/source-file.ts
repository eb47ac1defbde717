import type { Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { CredenceError, type ErrorCode } from '../../core/error.ts';

/** A regular file as it was when the source was opened. */
export interface SourceFile {
  /** Where to open it. */
  readonly path: string;
  /** What to call it before people: the path as given, or `standard input`. */
  readonly name: string;
  readonly bytes: number;
  readonly modified: number;
}

/** Opens a file and makes sure that it is still the one that was found. */
export async function openUnchanged(file: SourceFile): Promise<FileHandle> {
  let handle: FileHandle;
  try {
    handle = await open(file.path, 'r');
  } catch (cause) {
    throw fileError(file.name, cause);
  }
  try {
    requireUnchanged(file, await handle.stat());
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** @throws CredenceError FILE_UNREADABLE when size or time of change differ from when it was found. */
export function requireUnchanged(file: SourceFile, now: Stats): void {
  if (now.size === file.bytes && now.mtimeMs === file.modified) return;
  throw new CredenceError('FILE_UNREADABLE', `${file.name} changed while it was being read.`, {
    at: { file: file.name },
    hint: 'Scan a file that nothing writes to.',
  });
}

/** The typed error for a failed file operation. */
export function fileError(name: string, cause: unknown): CredenceError {
  if (cause instanceof CredenceError) return cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const [kind, words] = describeFailure(code);
  return new CredenceError(kind, `${name} ${words}.`, { at: { file: name }, cause });
}

function describeFailure(code: string): [ErrorCode, string] {
  switch (code) {
    case 'ENOENT':
      return ['FILE_NOT_FOUND', 'does not exist'];
    case 'EACCES':
    case 'EPERM':
      return ['FILE_UNREADABLE', 'may not be read (permission denied)'];
    case 'ELOOP':
      return ['FILE_UNREADABLE', 'is a symbolic link that leads back to itself'];
    case 'EISDIR':
      return ['FILE_UNREADABLE', 'is a directory'];
    default:
      return ['FILE_UNREADABLE', `cannot be read (${code || 'unknown reason'})`];
  }
}
