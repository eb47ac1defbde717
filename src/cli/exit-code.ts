import { CredenceError } from '../core/error.ts';
import type { Verdict } from '../findings/verdict.ts';

/** What the process says to whoever called it. An unknown code must be treated as a failure. */
export const EXIT: Readonly<
  Record<'pass' | 'fail' | 'error' | 'inconclusive' | 'held' | 'cancelled', number>
> = {
  pass: 0,
  fail: 1,
  error: 2,
  inconclusive: 3,
  held: 4,
  cancelled: 130,
};

export function exitCodeOf(verdict: Verdict): number {
  return EXIT[verdict];
}

export function exitCodeOfError(error: unknown): number {
  return isCancelled(error) ? EXIT.cancelled : EXIT.error;
}

function isCancelled(error: unknown): boolean {
  return (
    (error instanceof CredenceError && error.code === 'CANCELLED') ||
    (error instanceof Error && error.name === 'AbortError')
  );
}
