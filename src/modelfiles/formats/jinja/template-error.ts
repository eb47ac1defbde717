import { CredenceError } from '../../../core/error.ts';

/** A template that does not parse. `at` is the UTF-16 index, which `at.byte` carries here. */
export function malformed(at: number, what: string): CredenceError {
  return new CredenceError('DATA_MALFORMED', `The template does not parse: ${what}`, {
    at: { byte: at },
  });
}
