import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import { withoutSecrets } from './without-secrets.ts';

/** The refusal of a reference that may mean something else tomorrow, with the words that would pin it. */
export function notPinned(uri: string, how: string): CredenceError {
  return new CredenceError(
    'NOT_PINNED',
    `‘${visibleText(withoutSecrets(uri))}’ may mean other data tomorrow.`,
    {
      hint: how,
    },
  );
}
