import { CredenceError } from '../error.ts';
import { EMPTY_ROOT, nodeHash } from './tree-hash.ts';
import { type LeafRange, type NodeReader, rangeHash, splitOf } from './tree-node.ts';

/** How much a tree grew: from `from` leaves to `to`. */
export interface Growth {
  readonly from: number;
  readonly to: number;
}

/**
 * The hashes that show that a tree only grew: PROOF of RFC 9162 §2.1.4.1. Empty when nothing was there
 * before, or nothing was added.
 *
 * @throws CredenceError `USAGE` when the tree would have shrunk
 */
export async function consistencyProof(growth: Growth, reader: NodeReader): Promise<Buffer[]> {
  if (!isGrowth(growth)) {
    throw new CredenceError('USAGE', `A tree of ${growth.to} was never one of ${growth.from}.`, {
      hint: 'Give the size of an earlier checkpoint of this log.',
    });
  }
  const proof: Buffer[] = [];
  for (const range of consistencyRanges(growth)) proof.push(await rangeHash(range, reader));
  return proof;
}

/** Whether the tree with root `to` holds the one with root `from` unchanged (RFC 9162 §2.1.4.2). */
export function verifyConsistency(
  growth: Growth,
  proof: readonly Uint8Array[],
  roots: { readonly from: Uint8Array; readonly to: Uint8Array },
): boolean {
  if (!isGrowth(growth)) return false;
  if (growth.from === growth.to)
    return proof.length === 0 && Buffer.compare(roots.from, roots.to) === 0;
  if (growth.from === 0) return proof.length === 0 && Buffer.compare(roots.from, EMPTY_ROOT) === 0;
  let at = growth.from - 1;
  let last = growth.to - 1;
  while (at % 2 === 1) {
    at = (at - 1) / 2;
    last = Math.floor(last / 2);
  }
  const [first, ...rest] = at === 0 ? [roots.from, ...proof] : proof;
  if (first === undefined) return false;
  let before = first;
  let after = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      before = nodeHash(sibling, before);
      after = nodeHash(sibling, after);
      while (at % 2 === 0 && at !== 0) {
        at /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      after = nodeHash(after, sibling);
    }
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return (
    last === 0 && Buffer.compare(before, roots.from) === 0 && Buffer.compare(after, roots.to) === 0
  );
}

function consistencyRanges({ from, to }: Growth): LeafRange[] {
  const ranges: LeafRange[] = [];
  if (from === 0 || from === to) return ranges;
  let start = 0;
  let end = to;
  while (end !== from) {
    const middle = start + splitOf(end - start);
    if (from <= middle) {
      ranges.unshift({ start: middle, end });
      end = middle;
    } else {
      ranges.unshift({ start, end: middle });
      start = middle;
    }
  }
  if (start > 0) ranges.unshift({ start, end });
  return ranges;
}

function isGrowth({ from, to }: Growth): boolean {
  return Number.isSafeInteger(from) && Number.isSafeInteger(to) && from >= 0 && from <= to;
}
