import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { BANDS, MinHash, PERMUTATIONS } from '../../../src/numerics/kernels/minhash.ts';
import { seededRandom } from '../../../src/numerics/seeded-random.ts';
import { jaccard, referenceBandKeys, referenceSignature, shingleSet } from './reference-minhash.ts';
import { lowerCaseReference } from './reference-tokeniser.ts';
import { packTexts } from './texts.ts';

const text = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'The  Quick ',
        ' brown\n\tfox',
        'ÀÉ Σ Я',
        '東京\u3000タワー',
        '\u00a0',
        ' ',
        '',
        'abcd',
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join('').toWellFormed());

function signatures(texts: readonly string[]): Uint32Array[] {
  const { bytes, offsets } = packTexts(texts);
  const all = new MinHash().signatures(bytes, offsets);
  return texts.map((_, index) => all.subarray(index * PERMUTATIONS, (index + 1) * PERMUTATIONS));
}

describe('MinHash', () => {
  it('gives the signatures and band keys of the reference', () => {
    const property = fc.property(fc.array(text, { maxLength: 6 }), (texts) => {
      const expected = texts.map((each) => referenceSignature(each, lowerCaseReference));
      assert.deepEqual(signatures(texts), expected);
      const { bytes, offsets } = packTexts(texts);
      const keys = [...new MinHash().bandKeys(bytes, offsets)];
      assert.deepEqual(keys, expected.flatMap(referenceBandKeys));
      assert.equal(keys.length, BANDS * texts.length);
    });
    fc.assert(property, { numRuns: 150 });
  });

  it('takes case and white space lightly, and nothing else', () => {
    const [plain, shouted, cut, empty, blank] = signatures([
      'the quick brown fox',
      ' The  QUICK\tbrown\n fox ',
      'the quick brown fo',
      '',
      ' \u3000 ',
    ]);
    assert.deepEqual(shouted, plain);
    assert.notDeepEqual(cut, plain);
    assert.deepEqual(blank, empty);
  });

  it('reads a long text as it would read its pieces', () => {
    const words = ['Straße ', '東京 ', '  ', 'plain ', '\u{1f600}', 'é'];
    const random = seededRandom(5);
    for (const length of [3000, 30_000]) {
      const long = Array.from({ length }, () => words[Math.floor(random() * words.length)]).join(
        '',
      );
      const texts = ['short text', long.repeat(2), long, 'end'];
      assert.deepEqual(
        signatures(texts),
        texts.map((each) => referenceSignature(each, lowerCaseReference)),
      );
    }
  });

  it('estimates the Jaccard similarity without bias, as closely as theory says', () => {
    const random = seededRandom(11);
    const letter = (): string => 'abcdefghijklmnopqrstuvwxyz '[Math.floor(random() * 27)] ?? '';
    let error = 0;
    let squared = 0;
    let variance = 0;
    const pairs = 600;
    for (let pair = 0; pair < pairs; pair += 1) {
      const first = Array.from({ length: 150 }, letter);
      const second = first.map((each) => (random() < 0.002 * (pair % 40) ? letter() : each));
      const texts = [first.join(''), second.join('')];
      const [one, other] = signatures(texts);
      assert.ok(one !== undefined && other !== undefined);
      const [setOne, setOther] = texts.map((each) => shingleSet(each, lowerCaseReference));
      assert.ok(setOne !== undefined && setOther !== undefined);
      const truth = jaccard(setOne, setOther);
      const estimate = one.filter((minimum, at) => minimum === other[at]).length / PERMUTATIONS;
      error += estimate - truth;
      squared += (estimate - truth) ** 2;
      variance += (truth * (1 - truth)) / PERMUTATIONS;
    }
    // Four standard errors of the mean; the spread within a fifth of the binomial's.
    assert.ok(
      Math.abs(error / pairs) < 4 * Math.sqrt(variance / pairs / pairs),
      `bias ${error / pairs}`,
    );
    const ratio = Math.sqrt(squared / variance);
    assert.ok(ratio > 0.8 && ratio < 1.2, `spread is ${ratio} of the theory's`);
  });
});
