import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { countCharacters } from '../../../src/modelfiles/pickle/utf8.ts';

describe('countCharacters', () => {
  it('counts what a decoder gives, wherever the bytes lie', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.nat(9), (text, shift) => {
        const bytes = Buffer.from(text);
        const shifted = new Uint8Array(bytes.length + shift);
        shifted.set(bytes, shift);
        assert.equal(countCharacters(shifted.subarray(shift)), [...bytes.toString()].length);
      }),
    );
    assert.equal(countCharacters(Buffer.from('aé€😀')), 4);
  });
});
