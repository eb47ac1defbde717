import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CredenceError } from '../../../../src/core/error.ts';
import { unsnappy } from '../../../../src/modelfiles/formats/tensorflow/unsnappy.ts';

function unpack(...bytes: readonly number[]): string {
  return Buffer.from(unsnappy(Uint8Array.from(bytes))).toString('latin1');
}

describe('unsnappy', () => {
  it('joins literals and copies of all three kinds, which may reach into what they write', () => {
    const abc = [2 << 2, 0x61, 0x62, 0x63];
    assert.equal(unpack(3, ...abc), 'abc');
    assert.equal(unpack(8, ...abc, (1 << 2) | 1, 3), 'abcabcab');
    assert.equal(unpack(9, ...abc, (5 << 2) | 2, 1, 0), 'abccccccc');
    assert.equal(unpack(5, ...abc, (1 << 2) | 3, 3, 0, 0, 0), 'abcab');
  });

  const broken: readonly (readonly [string, readonly number[]])[] = [
    ['less than it announces', [4, 2 << 2, 0x61, 0x62, 0x63]],
    ['more than it announces', [2, 2 << 2, 0x61, 0x62, 0x63]],
    ['a literal beyond the end', [9, 8 << 2, 0x61]],
    ['a copy from before the start', [8, (4 << 2) | 2, 1, 0]],
    ['a length that does not end', [0x80, 0x80, 0x80, 0x80, 0x80]],
  ];
  for (const [what, bytes] of broken) {
    it(`refuses ${what}`, () => {
      assert.throws(() => unpack(...bytes), CredenceError);
    });
  }
});
