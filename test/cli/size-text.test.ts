import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseCount, parseSize } from '../../src/cli/size-text.ts';

describe('parseSize', () => {
  for (const [text, bytes] of [
    ['1024', 1024],
    ['500MB', 500 * 2 ** 20],
    ['4GB', 4 * 2 ** 30],
    ['2g', 2 * 2 ** 30],
    [' 1.5 GiB ', 1.5 * 2 ** 30],
    ['10kb', 10_240],
    ['1T', 2 ** 40],
  ] as const) {
    it(`reads ${text}`, () => assert.equal(parseSize(text), bytes));
  }

  for (const text of ['', 'GB', '-1GB', '1 PB', '1e9', '4GB!']) {
    it(`refuses “${text}”`, () => assert.throws(() => parseSize(text), { code: 'USAGE' }));
  }
});

describe('parseCount', () => {
  it('reads whole numbers', () => {
    assert.deepEqual([parseCount('0', '--sample'), parseCount('12', '--sample')], [0, 12]);
    for (const text of ['', '-1', '1.5', '1e3', 'many'])
      assert.throws(() => parseCount(text, '--sample'), { code: 'USAGE', message: /--sample/ });
  });
});
