import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { UnionFind } from '../../src/numerics/union-find.ts';

const COUNT = 30;
const member = fc.nat(COUNT - 1);

/** Names by walking the graph of pairs. */
function components(pairs: readonly (readonly [number, number])[]): number[] {
  const names = Array.from({ length: COUNT }, (_, each) => each);
  for (let changed = true; changed; ) {
    changed = false;
    for (const [first, second] of pairs) {
      const name = Math.min(names[first] as number, names[second] as number);
      changed ||= names[first] !== names[second];
      names[first] = name;
      names[second] = name;
    }
  }
  return names;
}

describe('UnionFind', () => {
  it('names every set by its smallest member, whatever the order of unions', () => {
    const property = fc.property(fc.array(fc.tuple(member, member)), (pairs) => {
      const sets = new UnionFind(COUNT);
      for (const [first, second] of pairs) {
        assert.equal(sets.union(first, second), sets.find(second));
      }
      assert.deepEqual([...sets.roots()], components(pairs));
    });
    fc.assert(property);
  });

  it('starts from sets that are given', () => {
    const sets = new UnionFind(4, Uint32Array.of(0, 0, 2, 2));
    assert.deepEqual([...sets.roots()], [0, 0, 2, 2]);
    sets.union(1, 3);
    assert.deepEqual([...sets.roots()], [0, 0, 0, 0]);
  });
});
