import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CompactRange } from '../../../src/core/merkle/compact-range.ts';
import { consistencyProof, verifyConsistency } from '../../../src/core/merkle/consistency-proof.ts';
import { inclusionProof, verifyInclusion } from '../../../src/core/merkle/inclusion-proof.ts';
import { EMPTY_ROOT, leafHash, nodeHash } from '../../../src/core/merkle/tree-hash.ts';
import { nodesOf, splitOf, type TreeNode } from '../../../src/core/merkle/tree-node.ts';
import { naivePath, naiveProof, naiveRoot } from './naive-tree.ts';

const LARGEST = 70;
const data = Array.from({ length: LARGEST }, (_, index) => Buffer.from(`leaf ${index}`));
const roots = Array.from({ length: LARGEST + 1 }, (_, size) => naiveRoot(data.slice(0, size)));

const reader = {
  node: ({ level, index }: TreeNode) =>
    naiveRoot(data.slice(index * 2 ** level, (index + 1) * 2 ** level)),
};

function rootOf(size: number): Buffer {
  return roots[size] ?? assert.fail(`no root for ${size}`);
}

function flipped(hash: Uint8Array): Buffer {
  const copy = Buffer.from(hash);
  copy[0] = (copy[0] ?? 0) ^ 1;
  return copy;
}

describe('Merkle trees', () => {
  it('hash as the published examples of certificate transparency do', () => {
    assert.equal(
      EMPTY_ROOT.toString('hex'),
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    assert.equal(
      leafHash(Buffer.alloc(0)).toString('hex'),
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
    assert.equal(
      nodeHash(Buffer.from('N123'), Buffer.from('N456')).toString('hex'),
      'aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb',
    );
  });

  it('have the root of the definition for every size', () => {
    const range = new CompactRange();
    assert.deepEqual(range.root(), rootOf(0));
    for (const [index, leaf] of data.entries()) {
      range.append(leafHash(leaf));
      assert.deepEqual(range.root(), rootOf(index + 1));
      assert.equal(range.size, index + 1);
    }
  });

  it('split by powers of two, also where floating logarithms would round', () => {
    assert.equal(splitOf(2), 1);
    assert.equal(splitOf(8), 4);
    assert.equal(splitOf(2 ** 49 + 1), 2 ** 49);
    assert.deepEqual(nodesOf({ start: 0, end: 2 ** 49 - 1 })[0], { level: 48, index: 0 });
  });
});

describe('inclusion proofs', () => {
  it('are those of the definition, and verify, for every leaf of every size', async () => {
    for (let size = 1; size <= LARGEST; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const proof = await inclusionProof({ index, size }, reader);
        assert.deepEqual(proof, naivePath(index, data.slice(0, size)));
        const leaf = leafHash(data[index] ?? Buffer.alloc(0));
        const claim = { leaf, root: rootOf(size) };
        assert.ok(verifyInclusion({ index, size }, proof, claim));
        assert.ok(!verifyInclusion({ index, size }, proof, { ...claim, leaf: flipped(leaf) }));
        assert.ok(!verifyInclusion({ index, size }, [...proof, leaf], claim));
        if (size > 1) assert.ok(!verifyInclusion({ index, size }, proof.slice(1), claim));
        assert.ok(!verifyInclusion({ index: size, size }, proof, claim));
      }
    }
  });

  it('hold for no other place, and for no altered hash', async () => {
    const place = fc
      .integer({ min: 2, max: LARGEST })
      .chain((size) => fc.record({ size: fc.constant(size), index: fc.nat(size - 1) }));
    const property = fc.asyncProperty(place, fc.nat(), fc.nat(), async (at, other, pick) => {
      const proof = await inclusionProof(at, reader);
      const claim = { leaf: leafHash(data[at.index] ?? Buffer.alloc(0)), root: rootOf(at.size) };
      const index = other % at.size;
      assert.equal(verifyInclusion({ ...at, index }, proof, claim), index === at.index);
      const altered = proof.with(
        pick % proof.length,
        flipped(proof[pick % proof.length] ?? claim.root),
      );
      assert.ok(!verifyInclusion(at, altered, claim));
    });
    await fc.assert(property);
  });

  it('are refused for leaves that are not there', async () => {
    await assert.rejects(inclusionProof({ index: 3, size: 3 }, reader), { code: 'USAGE' });
    await assert.rejects(inclusionProof({ index: -1, size: 3 }, reader), { code: 'USAGE' });
    await assert.rejects(inclusionProof({ index: 0.5, size: 3 }, reader), { code: 'USAGE' });
  });
});

describe('consistency proofs', () => {
  it('are those of the definition, and verify, for every pair of sizes', async () => {
    for (let to = 0; to <= LARGEST; to += 1) {
      for (let from = 0; from <= to; from += 1) {
        const proof = await consistencyProof({ from, to }, reader);
        assert.deepEqual(proof, naiveProof(from, data.slice(0, to)));
        const claim = { from: rootOf(from), to: rootOf(to) };
        assert.ok(verifyConsistency({ from, to }, proof, claim));
        assert.ok(!verifyConsistency({ from, to }, [...proof, claim.to], claim));
        assert.ok(!verifyConsistency({ from, to }, proof, { ...claim, from: flipped(claim.from) }));
        if (from > 0)
          assert.ok(!verifyConsistency({ from, to }, proof, { ...claim, to: flipped(claim.to) }));
        for (const [index, hash] of proof.entries())
          assert.ok(!verifyConsistency({ from, to }, proof.with(index, flipped(hash)), claim));
      }
    }
  });

  it('do not exist for a tree that shrank', async () => {
    await assert.rejects(consistencyProof({ from: 4, to: 3 }, reader), { code: 'USAGE' });
    assert.ok(!verifyConsistency({ from: 4, to: 3 }, [], { from: rootOf(4), to: rootOf(3) }));
  });
});
