import type { z } from 'zod';
import { CredenceError } from '../core/error.ts';
import { visibleText } from '../core/visible-text.ts';

/** What is wrong with a document that a zod schema refused, as one sentence with the first place. */
export function malformed(what: string, error: z.ZodError, hint?: string): CredenceError {
  const [issue] = error.issues;
  const path = issue === undefined ? '' : pathText(issue.path);
  const place = path === '' ? '' : `${path}: `;
  return new CredenceError(
    'DATA_MALFORMED',
    `${what} is malformed: ${visibleText(`${place}${issue?.message ?? 'unknown reason'}`)}.`,
    { hint, cause: error },
  );
}

/** Members as a person would write them: `datasets[0].licence`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part, at) =>
      typeof part === 'number' ? `[${part}]` : `${at === 0 ? '' : '.'}${String(part)}`,
    )
    .join('');
}
