import { CredenceError } from '../../core/error.ts';

/**
 * Makes sure that offsets describe texts within the bytes, before a kernel reads them.
 *
 * @throws CredenceError `INTERNAL`
 */
export function checkOffsets(bytes: Uint8Array, offsets: Uint32Array): void {
  let before = 0;
  for (let index = 0; index < offsets.length; index += 1) {
    const offset = offsets[index] as number;
    if (offset < before)
      throw new CredenceError('INTERNAL', `offset ${index} lies before the last`);
    before = offset;
  }
  if (offsets.length === 0 || before > bytes.length) {
    throw new CredenceError('INTERNAL', `offsets end at ${before} of ${bytes.length} bytes`);
  }
}
