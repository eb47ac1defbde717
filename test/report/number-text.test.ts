import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import * as numbers from '../../src/report/number-text.ts';

test('numbers read as people write them', () => {
  const cases: readonly (readonly [string, string])[] = [
    [numbers.countText(20_000), '20,000'],
    [numbers.counted(1, 'record'), '1 record'],
    [numbers.counted(1_200, 'record'), '1,200 records'],
    [numbers.shareText(0), '0%'],
    [numbers.shareText(0.00001), '<0.01%'],
    [numbers.shareText(0.0035), '0.35%'],
    [numbers.shareText(0.834), '83%'],
    [numbers.shareText(0.99999), '99.9%'],
    [numbers.shareText(1), '100%'],
    [numbers.probabilityText(0), '<10⁻³⁰⁰'],
    [numbers.probabilityText(3.2e-12), '3.2×10⁻¹²'],
    [numbers.probabilityText(1e-9), '1×10⁻⁹'],
    [numbers.probabilityText(0.0412), '0.041'],
    [numbers.valueText(11.42), '11.4'],
    [numbers.valueText(-0.5), '-0.5'],
    [numbers.valueText(1234.5), '1,235'],
    [numbers.bytesText(999), '999 bytes'],
    [numbers.bytesText(1_450_000_000), '1.45 GB'],
    [numbers.durationText(3.42), '3.4 s'],
    [numbers.durationText(200), '3 min 20 s'],
  ];
  for (const [text, expected] of cases) assert.equal(text, expected);
});

test('only nothing reads as 0%, and only everything as 100%', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
      const text = numbers.shareText(share);
      assert.equal(text === '0%', share === 0);
      assert.equal(text === '100%', share === 1);
    }),
  );
});
