import { CredenceError } from '../core/error.ts';

/**
 * The value of JSON bytes. They must be UTF-8: a byte that is not is refused, not replaced, so that two
 * readers never see two documents.
 *
 * @throws CredenceError `DATA_MALFORMED`
 */
export function readJson(bytes: Uint8Array, what: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new CredenceError('DATA_MALFORMED', `${what} is not JSON.`, { cause });
  }
}
