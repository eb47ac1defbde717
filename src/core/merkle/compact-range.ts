import { EMPTY_ROOT, nodeHash } from './tree-hash.ts';

/**
 * A Merkle tree of which only the right edge is kept: one hash for each perfect subtree, at most 53.
 * Enough to append leaves and to tell the root, in memory that does not grow with the tree.
 */
export class CompactRange {
  #size = 0;
  /** Roots of the perfect subtrees from left to right, so from large to small. */
  readonly #roots: Buffer[] = [];

  /** How many leaves were appended. */
  get size(): number {
    return this.#size;
  }

  /** Appends the hash of a leaf. */
  append(leaf: Buffer): void {
    let node = leaf;
    for (let left = this.#size; left % 2 === 1; left = (left - 1) / 2) {
      const sibling = this.#roots.pop();
      if (sibling !== undefined) node = nodeHash(sibling, node);
    }
    this.#roots.push(node);
    this.#size += 1;
  }

  /** The root of the tree so far (RFC 9162 §2.1.1). */
  root(): Buffer {
    return foldRoots(this.#roots);
  }
}

/** One root over perfect subtrees that stand side by side, the largest first. */
export function foldRoots(roots: readonly Buffer[]): Buffer {
  return (
    roots.reduceRight<Buffer | null>(
      (right, left) => (right === null ? left : nodeHash(left, right)),
      null,
    ) ?? EMPTY_ROOT
  );
}
