import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { canonicalJson } from '../../src/core/canonical-json.ts';

describe('canonicalJson', () => {
  it('writes what JSON reads back as the same value', () => {
    const property = fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
      assert.deepEqual(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value)));
    });
    fc.assert(property);
  });

  it('does not depend on the order in which members were set', () => {
    const property = fc.property(
      fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 1 })),
      (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        assert.equal(canonicalJson(reversed), canonicalJson(value));
      },
    );
    fc.assert(property);
  });

  it('orders members by UTF-16 code units (RFC 8785, section 3.2.3)', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    const order = ['\\r', '1', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33'];
    const keys = [...canonicalJson(value).matchAll(/"([^"]+)":/g)].map(([, key]) => key);
    assert.deepEqual(keys, order);
  });

  it('writes numbers as ECMAScript does (RFC 8785, appendix B)', () => {
    const numbers = [
      -0, 5e-324, 1.7976931348623157e308, 9007199254740992, 295147905179352830000, 1e21, 1e-7,
    ];
    assert.equal(
      canonicalJson(numbers),
      '[0,5e-324,1.7976931348623157e+308,9007199254740992,295147905179352830000,1e+21,1e-7]',
    );
  });

  it('leaves out members without a value, and refuses what JSON has no word for', () => {
    assert.equal(canonicalJson({ b: undefined, a: [] }), '{"a":[]}');
    for (const value of [
      undefined,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      1n,
      Symbol('s'),
      () => 1,
    ]) {
      assert.throws(() => canonicalJson(value), TypeError);
      assert.throws(() => canonicalJson([value]), TypeError);
    }
  });
});
