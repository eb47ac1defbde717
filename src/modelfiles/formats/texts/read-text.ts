import { CredenceError } from '../../../core/error.ts';
import type { ByteSource } from '../../byte-source.ts';
import { decodeUtf8 } from '../byte-view.ts';

/** Texts of models are shorter: the largest tokenizers have about 35 MB. */
const LONGEST = 1 << 26;

/**
 * The whole text of a source.
 *
 * @throws CredenceError `DATA_ENCODING`, `LIMIT_EXCEEDED`, `FILE_UNREADABLE`
 */
export function readText(source: ByteSource): string {
  return decodeUtf8(readTextBytes(source), 0);
}

/**
 * The same as it is written, which is only good until the next read.
 *
 * @throws CredenceError `LIMIT_EXCEEDED`, `FILE_UNREADABLE`
 */
export function readTextBytes(source: ByteSource): Uint8Array {
  if (source.length > LONGEST) {
    throw new CredenceError('LIMIT_EXCEEDED', `The text is longer than ${LONGEST} bytes`);
  }
  return source.read(0, source.length);
}
