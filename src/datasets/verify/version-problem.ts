import { CredenceError } from '../../core/error.ts';

/** Something of a version that is not as it was recorded. */
export interface VersionProblem {
  readonly what: 'manifest' | 'file' | 'list' | 'records' | 'statement' | 'ledger' | 'registry';
  readonly message: string;
  /** Path of the file in the dataset, where one is meant. */
  readonly file?: string | undefined;
  /** The first row of the file that is not the same, from 1; bad rows do not count. */
  readonly row?: number | undefined;
  readonly hint?: string | undefined;
}

/** What a check throws when something is not as recorded; anything else is a failure of the check. */
const ABOUT_DATA = new Set([
  'INTEGRITY_FAILED',
  'SIGNATURE_INVALID',
  'NOT_FOUND',
  'DATA_MALFORMED',
  'DATA_TRUNCATED',
  'DATA_UNSUPPORTED',
  'LIMIT_EXCEEDED',
]);

/** Runs one check; what it finds becomes a problem. */
export async function problemsOf(
  what: VersionProblem['what'],
  check: () => Promise<readonly VersionProblem[]>,
): Promise<readonly VersionProblem[]> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof CredenceError) || !ABOUT_DATA.has(error.code)) throw error;
    return [{ what, message: error.message, hint: error.hint }];
  }
}
