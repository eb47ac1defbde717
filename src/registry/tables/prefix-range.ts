import { CredenceError } from '../../core/error.ts';
import type { DatasetVersionId } from '../../core/identifiers.ts';

const HEX = /^[0-9a-f]{1,64}$/;

/**
 * The half-open range of ids that begin with these hex digits, so that an index finds them.
 *
 * @throws CredenceError `USAGE` where they are not lower-case hex
 */
export function prefixRange(hexDigits: string): readonly [DatasetVersionId, DatasetVersionId] {
  if (!HEX.test(hexDigits)) {
    throw new CredenceError('USAGE', `"${hexDigits}" is not the beginning of a version id.`, {
      hint: 'Give at least 8 of its digits, 0-9 and a-f, or a tag.',
    });
  }
  // `g` sorts after `f`, the last hex digit.
  return [`sha256:${hexDigits}` as DatasetVersionId, `sha256:${hexDigits}g` as DatasetVersionId];
}
