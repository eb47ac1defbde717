import type { Digest } from '../core/digest.ts';
import { CredenceError } from '../core/error.ts';

/** @throws CredenceError `INTEGRITY_FAILED` when the bytes are others than was promised */
export function assertExpected(digest: Digest, expected: Digest | undefined, what: string): void {
  if (expected === undefined || expected === digest) return;
  throw new CredenceError('INTEGRITY_FAILED', `${what} is ${digest}, not ${expected}.`, {
    hint: 'It is not what was promised: do not use it, and ask its publisher.',
    at: { file: what },
  });
}
