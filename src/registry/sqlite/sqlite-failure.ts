import { CredenceError } from '../../core/error.ts';

// https://www.sqlite.org/rescode.html; the lower byte of an extended code is its family.
const BUSY = 5;
const READONLY = 8;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;

/** What SQLite said, as an error that names the file and what to do; any other error as it is. */
export function sqliteFailure(error: unknown, file: string): unknown {
  const family = familyOf(error);
  if (family === null) return error;
  const said = error instanceof Error ? error.message : String(error);
  const details = { at: { file }, cause: error };
  switch (family) {
    case BUSY:
      return new CredenceError('LOCKED', 'The registry is held by another process.', {
        ...details,
        hint: 'Wait until the other command is done, then try again.',
      });
    case CORRUPT:
    case NOTADB:
      return new CredenceError('INTEGRITY_FAILED', `The registry is damaged: ${said}.`, {
        ...details,
        hint: 'Restore it from a backup with `credence restore`; the ledger still verifies by itself.',
      });
    case READONLY:
    case IOERR:
    case FULL:
    case CANTOPEN:
      return new CredenceError('STORAGE_FAILED', `The registry could not be written: ${said}.`, {
        ...details,
        hint: 'See that the folder may be written, that the disk has room, and that it is sound.',
      });
    default:
      return new CredenceError('INTERNAL', `The registry refused: ${said}.`, details);
  }
}

function familyOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error)) return null;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : null;
}
