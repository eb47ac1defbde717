import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';

/** Names that mean whatever is newest; branches of any name do the same, but only their system can tell. */
const FLOATING = new Set([
  '',
  'latest',
  'main',
  'master',
  'head',
  'trunk',
  'default',
  'develop',
  'dev',
  'current',
  'newest',
  'stable',
  'nightly',
]);

/** Whether a version by its name alone cannot stay the same. */
export function isFloating(version: string): boolean {
  return FLOATING.has(version.toLowerCase()) || /^(refs\/heads\/|origin\/)/.test(version);
}

/** The refusal of a reference that may mean something else tomorrow, with the words that would pin it. */
export function notPinned(uri: string, how: string): CredenceError {
  return new CredenceError('NOT_PINNED', `‘${visibleText(uri)}’ may mean other data tomorrow.`, {
    hint: how,
  });
}
