import { realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { CredenceError } from '../../../core/error.ts';
import { visibleText } from '../../../core/visible-text.ts';

/**
 * Where a file that a table names really lies, below the table's folder: no link may lead out of it.
 *
 * @throws CredenceError `NOT_ALLOWED`; `FILE_NOT_FOUND`
 */
export async function insideFolder(folder: string, path: string): Promise<string> {
  const at = join(folder, path);
  const real = await realpath(at).catch((cause: unknown) => {
    throw new CredenceError('FILE_NOT_FOUND', `${visibleText(at)} is missing.`, {
      hint: 'Restore the file, or choose a version that does not need it.',
      at: { file: at },
      cause,
    });
  });
  if (real.startsWith(`${await realpath(folder)}${sep}`)) return real;
  throw new CredenceError('NOT_ALLOWED', `${visibleText(at)} is a link that leads elsewhere.`, {
    hint: 'Put the file itself in its place: what a link leads to is not part of the table.',
    at: { file: at },
  });
}
