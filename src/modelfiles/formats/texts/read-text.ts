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
  if (source.length > LONGEST) {
    throw new CredenceError('LIMIT_EXCEEDED', `The text is longer than ${LONGEST} bytes`);
  }
  return decodeUtf8(source.read(0, source.length), 0);
}
