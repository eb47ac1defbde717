import { CredenceError } from '../../../core/error.ts';

/** @param what continues "The zstd frame …" */
export function malformed(what: string): CredenceError {
  return new CredenceError('DATA_MALFORMED', `The zstd frame ${what}`);
}
