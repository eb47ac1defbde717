import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compileChoice, compileTemplate } from '../../../src/cli/demo/template.ts';
import { seededRandom } from '../../../src/numerics/seeded-random.ts';

const SLOTS = { city: ['Cork', 'Graz'], greeting: ['Hi from {city}', 'Hello'] };

describe('compileTemplate', () => {
  function everyExpansion(text: string): string[] {
    const template = compileTemplate(text, SLOTS);
    const random = seededRandom(1);
    return [...new Set(Array.from({ length: 500 }, () => template(random)))].sort();
  }

  it('expands alternatives, slots within slots, and digits', () => {
    assert.deepEqual(everyExpansion('a [b|c] d'), ['a b d', 'a c d']);
    assert.deepEqual(everyExpansion('[{greeting}|]!'), [
      '!',
      'Hello!',
      'Hi from Cork!',
      'Hi from Graz!',
    ]);
    assert.deepEqual(everyExpansion('#'), ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
  });

  it('leaves every other text as it is', () => {
    const plain = fc.string().filter((text) => !/[[\]{}#]/.test(text));
    fc.assert(
      fc.property(plain, (text) => {
        assert.equal(compileTemplate(text, SLOTS)(seededRandom(1)), text);
      }),
    );
  });

  it('refuses slots that do not exist and brackets within brackets', () => {
    assert.throws(() => compileTemplate('{town}', SLOTS), /no slot \{town\}/);
    assert.throws(() => compileTemplate('[a|[b|c]]', SLOTS), /nested/);
  });

  it('gives every alternative the same chance', () => {
    const template = compileChoice(['a', 'b'], SLOTS);
    const random = seededRandom(3);
    const drawn = Array.from({ length: 10_000 }, () => template(random));
    const share = drawn.filter((text) => text === 'a').length / drawn.length;
    assert.ok(Math.abs(share - 0.5) < 0.02, String(share));
  });
});
