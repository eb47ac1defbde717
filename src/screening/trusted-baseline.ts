import { CredenceError } from '../core/error.ts';
import type { DatasetDescription } from '../engine/operations/dataset-description.ts';
import type { ScanRequest } from './scan-request.ts';

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** @throws CredenceError `USAGE` where a digest is named without a baseline, or is none. */
export function requireBaselineRequest({
  baseline,
  baselineDigest,
}: Pick<ScanRequest, 'baseline' | 'baselineDigest'>): void {
  if (baselineDigest === undefined) return;
  if (baseline === undefined)
    throw new CredenceError('USAGE', 'A digest was given for a baseline, but no baseline.', {
      hint: 'Name it with --baseline.',
    });
  if (!DIGEST.test(baselineDigest))
    throw new CredenceError('USAGE', `${baselineDigest} is no digest of a dataset.`, {
      hint: 'It reads sha256: and 64 hexadecimal digits, as the report of a scan states it.',
    });
}

/**
 * Holds a baseline to the digest that was recorded when it was trusted: what has changed since then, or
 * has taken in later data, is another baseline.
 *
 * @throws CredenceError `INTEGRITY_FAILED` where it is not the one.
 */
export function requireTrusted(
  { digest, name }: Pick<DatasetDescription, 'digest' | 'name'>,
  expected: string | undefined,
): void {
  if (expected === undefined || digest === expected) return;
  throw new CredenceError(
    'INTEGRITY_FAILED',
    `The baseline ${name} is not the one that was recorded: its digest is ${digest}.`,
    {
      hint: 'Use the version that was trusted, or record this digest once a person has trusted this one.',
    },
  );
}

/** What goes wrong while a baseline is opened, said of the baseline. */
export function ofBaseline(error: unknown): unknown {
  if (!(error instanceof CredenceError) || error.code === 'CANCELLED') return error;
  const { code, message, hint, at } = error;
  return new CredenceError(code, `In the baseline: ${message}`, { hint, at, cause: error });
}
