import { CredenceError } from '../../core/error.ts';

/** @throws CredenceError `DATA_TRUNCATED` where a range leaves a source of `available` bytes. */
export function requireRange(offset: number, length: number, available: number): void {
  const inside =
    Number.isSafeInteger(offset) &&
    Number.isSafeInteger(length) &&
    offset >= 0 &&
    length >= 0 &&
    offset <= available - length;
  if (inside) return;
  throw new CredenceError(
    'DATA_TRUNCATED',
    `${length} bytes are wanted from byte ${offset}, and there are ${available} in all`,
    { at: { byte: Math.max(0, Math.min(offset, available)) } },
  );
}
