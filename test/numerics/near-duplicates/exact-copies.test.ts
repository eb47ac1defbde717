import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ExactCopies } from '../../../src/numerics/near-duplicates/exact-copies.ts';
import { packTexts } from '../kernels/texts.ts';

function firstCopies(batches: readonly (readonly Uint8Array[])[]): number[] {
  const texts = batches.flat();
  const copies = new ExactCopies((index) => texts[index] as Uint8Array);
  for (const batch of batches) {
    const { bytes, offsets } = packTexts(batch);
    copies.add(bytes, offsets);
  }
  return [...copies.firsts()];
}

function reference(texts: readonly Uint8Array[]): number[] {
  const names = texts.map((text) => Buffer.from(text).toString('hex'));
  return names.map((name) => names.indexOf(name));
}

const text = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc
    .constantFrom('', 'a', 'a\0', 'same', 'sane', 'x'.repeat(16), 'x'.repeat(17))
    .map((each) => Buffer.from(each)),
);

describe('ExactCopies', () => {
  it('finds the first text with the same bytes', () => {
    const property = fc.property(
      fc.array(fc.array(text, { maxLength: 20 }), { maxLength: 5 }),
      (batches) => {
        assert.deepEqual(firstCopies(batches), reference(batches.flat()));
      },
    );
    fc.assert(property, { numRuns: 300 });
  });

  it('grows, and takes many copies and long texts', () => {
    const long = Buffer.alloc(300_000, 'long text ');
    const texts = Array.from({ length: 20_000 }, (_, index) => Buffer.from(`text ${index % 7000}`));
    const changed = Buffer.from(long);
    changed[290_000] = 0;
    const all = [...texts, long, Buffer.from(long), changed];
    const expected = texts.map((_, index) => index % 7000);
    assert.deepEqual(firstCopies([all]), [...expected, 20_000, 20_000, 20_002]);
  });
});
