import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ShingleSets } from '../../../src/numerics/kernels/shingle-sets.ts';
import { jaccard, shingleSet } from './reference-minhash.ts';
import { lowerCaseReference } from './reference-tokeniser.ts';

const text = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.constantFrom('The quick brown fox ', 'jumps over', ' ', '\u3000', 'aaaaaaaa', 'Я', '東京'),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join('').toWellFormed());

describe('ShingleSets', () => {
  it('computes the Jaccard similarity of the sets of shingles', () => {
    const sets = new ShingleSets();
    const property = fc.property(text, text, (first, second) => {
      const expected = jaccard(
        shingleSet(first, lowerCaseReference),
        shingleSet(second, lowerCaseReference),
      );
      assert.equal(sets.similarity(Buffer.from(first), Buffer.from(second)), expected);
      assert.equal(sets.similarity(Buffer.from(second), Buffer.from(first)), expected);
    });
    fc.assert(property, { numRuns: 500 });
  });

  it('has an answer for short and empty texts', () => {
    const sets = new ShingleSets();
    const similarity = (first: string, second: string): number =>
      sets.similarity(Buffer.from(first), Buffer.from(second));
    assert.equal(similarity('', ''), 1);
    assert.equal(similarity('', '  \n'), 1);
    assert.equal(similarity('ab', 'AB '), 1);
    assert.equal(similarity('ab', 'abc'), 0);
    assert.equal(similarity('', 'a'), 0);
  });

  it('grows with the texts', () => {
    const sets = new ShingleSets();
    const long = Buffer.from(
      Array.from({ length: 60_000 }, (_, index) => index.toString(36)).join(' '),
    );
    assert.equal(sets.similarity(long, long), 1);
    assert.equal(sets.similarity(Buffer.from('abcdef'), Buffer.from('abcdeg')), 1 / 3);
    assert.ok(sets.similarity(long, long.subarray(0, long.length / 2)) < 0.6);
  });
});
