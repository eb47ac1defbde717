import { CredenceError } from '../../../core/error.ts';

/** @param what continues "The GGUF file …" */
export function malformed(what: string, byte: number): CredenceError {
  return new CredenceError('DATA_MALFORMED', `The GGUF file ${what}`, { at: { byte } });
}
