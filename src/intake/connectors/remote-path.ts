import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';

const LONGEST = 1024;

/**
 * A path that a publisher chose, as one that may be recorded: relative, of plain parts, in normal form.
 * It is never used as a path on this machine without this check, and objects are stored by digest.
 *
 * @throws CredenceError `DATA_MALFORMED` with the reason.
 */
export function checkRemotePath(path: string): string {
  const reason = objectionTo(path);
  if (reason === null) return path;
  throw new CredenceError(
    'DATA_MALFORMED',
    `The source holds a file named ‘${visibleText(path)}’: ${reason}.`,
    {
      hint: 'Ask the publisher to rename it; nothing of this version was taken in.',
    },
  );
}

/**
 * A percent-encoded path as it is meant.
 *
 * @throws CredenceError `DATA_MALFORMED`
 */
export function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (cause) {
    throw new CredenceError(
      'DATA_MALFORMED',
      `The source holds a file named ‘${visibleText(path)}’: its escapes mean nothing.`,
      { hint: 'Ask the publisher to rename it; nothing of this version was taken in.', cause },
    );
  }
}

/**
 * Refuses a second path that some file system would take for the first: the same but for case or for
 * the way its characters are composed (Unicode Standard Annex 15).
 */
export class DistinctPaths {
  readonly #seen = new Map<string, string>();

  /** @throws CredenceError `DATA_AMBIGUOUS`. */
  add(path: string): void {
    const key = path.normalize('NFC').toLowerCase();
    const twin = this.#seen.get(key);
    if (twin !== undefined)
      throw new CredenceError(
        'DATA_AMBIGUOUS',
        `The source holds two files that one name stands for: ‘${visibleText(twin)}’ and ‘${visibleText(path)}’.`,
        { hint: 'Ask the publisher to rename one; on some machines each would replace the other.' },
      );
    this.#seen.set(key, path);
  }
}

function objectionTo(path: string): string | null {
  if (path === '') return 'the name is empty';
  if (path.length > LONGEST) return `the name has more than ${LONGEST} characters`;
  if (!path.isWellFormed()) return 'the name is not valid Unicode';
  if (/\p{Cc}|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u.test(path))
    return 'the name holds control or invisible characters';
  if (path.includes('\\'))
    return 'the name holds a backslash, which separates folders on some machines';
  if (path.startsWith('/') || /(^|\/)[A-Za-z]:/.test(path)) return 'the name is absolute';
  if (path.split('/').some((part) => part === '' || part === '.' || part === '..'))
    return 'the name leaves its folder or has an empty part';
  return null;
}
