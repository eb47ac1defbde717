import { CredenceError } from '../core/error.ts';
import {
  type ProbabilitiesFile,
  readProbabilities,
} from '../engine/reading/probabilities/read-probabilities.ts';
import type { ScanRequest } from './scan-request.ts';

/**
 * The probabilities that a scan is given, where it is given some.
 *
 * @throws CredenceError `USAGE` where only a part of the records is looked at; what reading throws.
 */
export async function readGivenProbabilities(
  { probabilities: path, sample, timeLimit, signal }: ScanRequest,
  scratch: string,
): Promise<ProbabilitiesFile | undefined> {
  if (path === undefined) return undefined;
  if (sample !== undefined || timeLimit !== undefined) {
    throw new CredenceError(
      'USAGE',
      'Probabilities stand for all records, and a sample or a time limit leaves some out.',
      { hint: 'Leave out --sample and --time-limit, or the probabilities.' },
    );
  }
  return await readProbabilities({
    path,
    scratch,
    ...(signal === undefined ? {} : { signal }),
  });
}
