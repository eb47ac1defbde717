import { CredenceError } from '../../../core/error.ts';
import { visibleText } from '../../../core/visible-text.ts';

/**
 * Where a redirect leads: to HTTP(S) only, and never from an encrypted connection to an open one.
 *
 * @throws CredenceError `NOT_ALLOWED`.
 */
export function redirectTarget(from: string, location: string): string {
  const target = URL.parse(location, from);
  if (target === null || !['http:', 'https:'].includes(target.protocol))
    throw refusal(from, location);
  if (new URL(from).protocol === 'https:' && target.protocol === 'http:')
    throw refusal(from, location);
  return target.href;
}

function refusal(from: string, location: string): CredenceError {
  return new CredenceError(
    'NOT_ALLOWED',
    `${visibleText(new URL(from).origin)} redirects to ‘${visibleText(location.slice(0, 200))}’, which is not a safe address.`,
    { hint: 'Give the address at which the data really are, over HTTPS.' },
  );
}
