import type { Hdf5File } from './object-header.ts';
import { malformed, unsupported } from './superblock.ts';

/**
 * How many elements a dataspace message of version 1 or 2 gives: 1 for a scalar, 0 for none.
 *
 * @throws CredenceError `DATA_MALFORMED`, `DATA_TRUNCATED`, `DATA_UNSUPPORTED`
 */
export function readElements(file: Hdf5File, start: number, end: number): number {
  const { view, lengthSize } = file;
  const version = view.u8(start);
  const rank = view.u8(start + 1);
  if (version !== 1 && version !== 2) throw unsupported(start, `a dataspace of version ${version}`);
  if (version === 2 && view.u8(start + 3) === 2) return 0;
  const dimensions = start + (version === 1 ? 8 : 4);
  if (dimensions + rank * lengthSize > end) throw malformed(start, 'a dataspace is cut short');
  let elements = 1;
  for (let axis = 0; axis < rank; axis++) {
    elements *= view.uint(dimensions + axis * lengthSize, lengthSize);
  }
  if (!Number.isSafeInteger(elements)) throw malformed(start, 'a dataset has too many elements');
  return elements;
}
