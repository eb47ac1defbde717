import type { Hdf5File, HeaderMessage } from './object-header.ts';
import { malformed, requireSignature, undefinedOf, unsupported } from './superblock.ts';

/** Where the bytes of a dataset lie. */
export type DataLayout =
  | { readonly kind: 'compact' | 'contiguous'; readonly start: number; readonly length: number }
  | { readonly kind: 'chunked'; readonly chunks: number }
  | { readonly kind: 'unallocated' }
  /** Put together from other datasets, which may lie in other files. */
  | { readonly kind: 'virtual' };

/**
 * A data layout message, versions 1 to 4, and the chunks that it points to; each stretch is claimed.
 *
 * @throws CredenceError `DATA_MALFORMED`, `DATA_TRUNCATED`, `DATA_UNSUPPORTED`: chunk indexes of
 * version 4, which Keras does not write
 */
export function readLayout(file: Hdf5File, message: HeaderMessage): DataLayout {
  const version = file.view.u8(message.start);
  if (version === 3 || version === 4) return readNew(file, message, version);
  if (version === 1 || version === 2) return readOld(file, message);
  throw unsupported(message.start, `a data layout of version ${version}`);
}

function readNew(file: Hdf5File, message: HeaderMessage, version: number): DataLayout {
  const { view, offsetSize, lengthSize } = file;
  const at = message.start + 2;
  switch (view.u8(message.start + 1)) {
    case 0:
      return compact(at + 2, view.u16(at), message);
    case 1:
      return contiguous(file, view.uint(at, offsetSize), view.uint(at + offsetSize, lengthSize));
    case 2:
      if (version === 4) throw unsupported(message.start, 'a chunk index of HDF5 1.10 or later');
      return chunked(file, view.uint(at + 1, offsetSize), view.u8(at));
    case 3:
      return { kind: 'virtual' };
    default:
      throw unsupported(message.start, 'a data layout of an unknown class');
  }
}

/** Sizes of contiguous data stand in the type and shape alone here: as many 4-byte dimensions. */
function readOld(file: Hdf5File, message: HeaderMessage): DataLayout {
  const { view, offsetSize } = file;
  const rank = view.u8(message.start + 1);
  const kind = view.u8(message.start + 2);
  const at = message.start + 8;
  const dimensions = kind === 0 ? at : at + offsetSize;
  if (kind === 0)
    return compact(dimensions + 4 * rank + 4, view.u32(dimensions + 4 * rank), message);
  if (kind === 2) return chunked(file, view.uint(at, offsetSize), rank);
  if (kind !== 1) throw unsupported(message.start, 'a data layout of an unknown class');
  let length = 1;
  for (let axis = 0; axis < rank; axis++) length *= view.u32(dimensions + 4 * axis);
  return contiguous(file, view.uint(at, offsetSize), length);
}

function compact(start: number, length: number, message: HeaderMessage): DataLayout {
  if (start + length > message.end) throw malformed(message.start, 'compact data is cut short');
  return { kind: 'compact', start, length };
}

function contiguous(file: Hdf5File, start: number, length: number): DataLayout {
  if (start === undefinedOf(file.offsetSize) || length === 0) return { kind: 'unallocated' };
  file.claims.add(start, length, 'data');
  return { kind: 'contiguous', start, length };
}

/** Chunks hang in a B-tree of version 1 (§III.A.1); its keys name their sizes and filters. */
function chunked(file: Hdf5File, root: number, rank: number): DataLayout {
  const { view, offsetSize, chunkK } = file;
  if (root === undefinedOf(offsetSize)) return { kind: 'unallocated' };
  const keySize = 8 + 8 * rank;
  const nodeSize = 8 + 2 * offsetSize + (2 * chunkK + 1) * keySize + 2 * chunkK * offsetSize;
  const seen = new Set<number>([root]);
  let chunks = 0;
  // Children are added to the set while it is walked.
  for (const node of seen) {
    file.budget.spendInstructions(1);
    requireSignature(view, node, { signature: 'TREE\x01', what: 'a chunk index is none' });
    file.claims.add(node, nodeSize, 'chunk index');
    const level = view.u8(node + 5);
    const used = view.u16(node + 6);
    if (used > 2 * chunkK) throw malformed(node, 'a chunk index is overfull');
    for (let entry = 0; entry < used; entry++) {
      const key = node + 8 + 2 * offsetSize + entry * (keySize + offsetSize);
      const child = view.uint(key + keySize, offsetSize);
      if (level === 0) {
        file.claims.add(child, view.u32(key), 'chunk');
        chunks++;
      } else if (seen.has(child)) throw malformed(node, 'a chunk index leads back to itself');
      else seen.add(child);
    }
  }
  return { kind: 'chunked', chunks };
}
