import { CredenceError } from '../../core/error.ts';

/** @throws CredenceError `USAGE` for an end that is no time, or over already */
export function assertFuture(expires: string | null, now: string): void {
  if (expires === null || Date.parse(expires) > Date.parse(now)) return;
  throw new CredenceError(
    'USAGE',
    `An identity cannot expire at ${expires}, which is not to come.`,
    {
      hint: 'Give a time to come, as 2027-01-31T00:00:00Z.',
    },
  );
}
