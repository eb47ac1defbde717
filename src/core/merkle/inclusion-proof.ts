import { CredenceError } from '../error.ts';
import { nodeHash } from './tree-hash.ts';
import { type LeafRange, type NodeReader, rangeHash, splitOf } from './tree-node.ts';

/** A leaf's place in a tree of a certain size. */
export interface LeafPlace {
  /** From 0. */
  readonly index: number;
  readonly size: number;
}

/**
 * The hashes that lead from a leaf to the root, its sibling first: PATH of RFC 9162 §2.1.3.1.
 *
 * @throws CredenceError `USAGE` for a leaf that the tree does not have
 */
export async function inclusionProof(place: LeafPlace, reader: NodeReader): Promise<Buffer[]> {
  if (!isPlace(place)) {
    throw new CredenceError('USAGE', `A tree of ${place.size} has no leaf ${place.index}.`, {
      hint: 'Leaves are counted from 0.',
    });
  }
  const proof: Buffer[] = [];
  for (const range of inclusionRanges(place)) proof.push(await rangeHash(range, reader));
  return proof;
}

/** Whether a proof leads from the leaf to the root (RFC 9162 §2.1.3.2). */
export function verifyInclusion(
  place: LeafPlace,
  proof: readonly Uint8Array[],
  { leaf, root }: { readonly leaf: Uint8Array; readonly root: Uint8Array },
): boolean {
  if (!isPlace(place)) return false;
  let at = place.index;
  let last = place.size - 1;
  let node = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      node = nodeHash(sibling, node);
      while (at % 2 === 0 && at !== 0) {
        at /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      node = nodeHash(node, sibling);
    }
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && Buffer.compare(node, root) === 0;
}

function inclusionRanges({ index, size }: LeafPlace): LeafRange[] {
  const ranges: LeafRange[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      ranges.unshift({ start: middle, end });
      end = middle;
    } else {
      ranges.unshift({ start, end: middle });
      start = middle;
    }
  }
  return ranges;
}

function isPlace({ index, size }: LeafPlace): boolean {
  return Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size;
}
