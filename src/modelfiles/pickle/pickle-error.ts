import { CredenceError } from '../../core/error.ts';

/** Where every reader of pickles stops: what came before has run. */
export function brokenPickle(offset: number, what: string): CredenceError {
  return new CredenceError('DATA_MALFORMED', what, { at: { byte: offset } });
}

/** The bytes end where an instruction goes on. */
export function truncatedPickle(offset: number): CredenceError {
  return new CredenceError('DATA_TRUNCATED', 'the stream ends before its last instruction does', {
    at: { byte: offset },
  });
}
