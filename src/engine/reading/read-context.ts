import { CredenceError } from '../../core/error.ts';
import type { ReadingLimits } from './limits.ts';

/** What every reader is told: its bounds, where it may put temporary files, and when to stop. */
export interface ReadContext {
  readonly limits: ReadingLimits;
  readonly scratch: string;
  readonly signal?: AbortSignal | undefined;
}

/** @throws CredenceError CANCELLED when the caller has given up. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw new CredenceError('CANCELLED', 'Reading was cancelled.', { cause: signal.reason });
  }
}
