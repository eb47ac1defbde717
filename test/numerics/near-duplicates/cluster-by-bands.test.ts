import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ShingleSets } from '../../../src/numerics/kernels/shingle-sets.ts';
import { BandHasher } from '../../../src/numerics/near-duplicates/band-hasher.ts';
import { clusterByBands } from '../../../src/numerics/near-duplicates/cluster-by-bands.ts';
import { seededRandom } from '../../../src/numerics/seeded-random.ts';
import { packTexts } from '../kernels/texts.ts';

/** Random texts of the given length in letters, and edited copies of them. */
function textSource(seed: number): {
  fresh(length: number): string;
  edit(text: string, edits: number): string;
} {
  const random = seededRandom(seed);
  const letter = (): string => 'etaoinshrdlcumwfgypbvk '[Math.floor(random() * 23)] ?? '';
  return {
    fresh: (length) => Array.from({ length }, letter).join(''),
    edit: (text, edits) => {
      const characters = [...text];
      for (let edit = 0; edit < edits; edit += 1) {
        characters[Math.floor(random() * characters.length)] = letter();
      }
      return characters.join('');
    },
  };
}

function clusters(texts: readonly string[], threshold: number): Uint32Array {
  const { bytes, offsets } = packTexts(texts);
  const sets = new ShingleSets();
  const parts = texts.map((text) => Buffer.from(text));
  const verify = (first: number, second: number): boolean => {
    assert.ok(first < second);
    return sets.similarity(parts[first] as Buffer, parts[second] as Buffer) >= threshold;
  };
  return clusterByBands({
    count: texts.length,
    bandKeys: new BandHasher().keys(bytes, offsets),
    verify,
  });
}

describe('clusterByBands', () => {
  it('finds what a comparison of all keys finds, when every proposal is right', () => {
    const key = fc.integer({ min: 0, max: 40 }).map((each) => Math.imul(each, 0x9e3779b1) >>> 0);
    const property = fc.property(fc.array(fc.tuple(key, key, key), { maxLength: 60 }), (keys) => {
      const bandKeys = Uint32Array.from(keys.flat());
      const found = clusterByBands({ count: keys.length, bandKeys, verify: () => true });
      const expected = keys.map((_, record) => record);
      for (let round = 0; round < keys.length; round += 1) {
        for (const [record, own] of keys.entries()) {
          for (const [other, others] of keys.entries()) {
            if (!own.some((each, band) => each === others[band])) continue;
            expected[record] = Math.min(expected[record] as number, expected[other] as number);
          }
        }
      }
      assert.deepEqual([...found], expected);
    });
    fc.assert(property);
  });

  it('joins nothing that is not verified', () => {
    const bandKeys = new Uint32Array(300).fill(7);
    const found = clusterByBands({ count: 100, bandKeys, verify: () => false });
    assert.deepEqual(
      [...found],
      Array.from({ length: 100 }, (_, record) => record),
    );
  });

  it('compares a bounded number of times, however large a bucket', () => {
    const count = 20_000;
    const bandKeys = new Uint32Array(count * 21).fill(1);
    const comparisons = (answer: boolean): number => {
      let calls = 0;
      const verify = (): boolean => {
        calls += 1;
        return answer;
      };
      clusterByBands({ count, bandKeys, verify });
      return calls;
    };
    assert.ok(comparisons(false) <= 16 * count);
    assert.equal(comparisons(true), count - 1);
  });

  it('takes exact copies as they are, and compares only the first of them', () => {
    const firstCopies = Uint32Array.of(0, 1, 0, 1, 4);
    const compared: number[][] = [];
    const verify = (first: number, second: number): boolean => {
      compared.push([first, second]);
      return second === 4;
    };
    const found = clusterByBands({ count: 5, bandKeys: new Uint32Array(5), verify, firstCopies });
    assert.deepEqual([...found], [0, 0, 0, 0, 0]);
    assert.deepEqual(compared, [
      [0, 1],
      [0, 4],
      [1, 4],
    ]);
  });

  it('has an answer for no records at all', () => {
    assert.equal(
      clusterByBands({ count: 0, bandKeys: new Uint32Array(0), verify: () => true }).length,
      0,
    );
  });

  it('finds near copies of similarity 0.8 and more, and joins no others', () => {
    const { fresh, edit } = textSource(3);
    const texts: string[] = [];
    for (let index = 0; index < 1500; index += 1) {
      const text = fresh(250);
      texts.push(text, edit(text, 1 + (index % 6)));
    }
    const found = clusters(texts, 0.8);
    const sets = new ShingleSets();
    let near = 0;
    let joined = 0;
    for (let pair = 0; pair < texts.length; pair += 2) {
      const similarity = sets.similarity(
        Buffer.from(texts[pair] ?? ''),
        Buffer.from(texts[pair + 1] ?? ''),
      );
      const together = found[pair + 1] === pair;
      assert.ok(similarity >= 0.8 || !together);
      assert.equal(found[pair], pair);
      if (similarity < 0.8) continue;
      near += 1;
      joined += Number(together);
    }
    assert.ok(near > 700);
    assert.ok(joined / near > 0.995, `${joined} of ${near}`);
  });

  it('gathers a burst of near copies in a crowd that shares a long template', () => {
    const { fresh, edit } = textSource(9);
    const template = fresh(160);
    const crowd = Array.from({ length: 3000 }, () => template + fresh(90));
    const original = template + fresh(90);
    const burst = Array.from({ length: 60 }, () => edit(original, 2));
    const texts = crowd.flatMap((text, index) =>
      index % 50 === 0 ? [text, burst[index / 50] ?? ''] : [text],
    );
    const found = clusters(texts, 0.8);
    const names = burst.map((text) => found[texts.indexOf(text)]);
    const largest = Math.max(
      ...names.map((name) => names.filter((other) => other === name).length),
    );
    assert.ok(largest >= 57, `${largest} of 60 together`);
    assert.ok(
      crowd.every(
        (text) => found[texts.indexOf(text)] !== names[0] || texts.indexOf(text) === names[0],
      ),
    );
  });
});
