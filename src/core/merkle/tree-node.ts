import { foldRoots } from './compact-range.ts';

/** A perfect subtree: the one over leaves `index × 2^level` to `(index + 1) × 2^level`, exclusive. */
export interface TreeNode {
  readonly level: number;
  readonly index: number;
}

/** Leaves from `start` to `end`, exclusive, that together are one node of some tree. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/** Where proofs get the hashes of perfect subtrees from. */
export interface NodeReader {
  node(node: TreeNode): Buffer | Promise<Buffer>;
}

/** The perfect subtrees that a range consists of, the largest first; `start` must be aligned to it. */
export function nodesOf({ start, end }: LeafRange): TreeNode[] {
  const nodes: TreeNode[] = [];
  for (let at = start; at < end; ) {
    let level = 0;
    while (2 ** (level + 1) <= end - at) level += 1;
    nodes.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return nodes;
}

/** The hash over a range of leaves. */
export async function rangeHash(range: LeafRange, reader: NodeReader): Promise<Buffer> {
  const roots: Buffer[] = [];
  for (const node of nodesOf(range)) roots.push(await reader.node(node));
  return foldRoots(roots);
}

/** How many leaves go left when `size` are split: the largest power of two below it (RFC 9162 §2.1.1). */
export function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}
