/**
 * Disjoint sets of the numbers below `count`, each named by its smallest member (Tarjan 1975, with
 * path halving). The name does not depend on the order of unions.
 */
export class UnionFind {
  readonly #parents: Uint32Array;

  /** @param parents Optional start: the set of each number, named by a member not above it. */
  constructor(count: number, parents?: Uint32Array) {
    this.#parents =
      parents?.slice(0, count) ?? Uint32Array.from({ length: count }, (_, each) => each);
  }

  /** The smallest member of the set that holds `member`. */
  find(member: number): number {
    const parents = this.#parents;
    let at = member;
    for (;;) {
      const parent = parents[at] as number;
      if (parent === at) return at;
      const grandparent = parents[parent] as number;
      parents[at] = grandparent;
      at = grandparent;
    }
  }

  /** Joins two sets, and returns the name of the joint one. */
  union(first: number, second: number): number {
    const one = this.find(first);
    const other = this.find(second);
    const root = Math.min(one, other);
    this.#parents[Math.max(one, other)] = root;
    return root;
  }

  /** The name of every number's set. */
  roots(): Uint32Array {
    return this.#parents.map((_, member) => this.find(member));
  }
}
