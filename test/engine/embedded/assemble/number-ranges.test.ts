import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { numberRanges } from '../../../../src/engine/embedded/assemble/number-ranges.ts';
import { NO_ID } from '../../../../src/engine/embedded/store.ts';

const column = fc.uniqueArray(
  fc.tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: 1, max: 50 })),
  {
    selector: ([value]) => value,
    minLength: 11,
    maxLength: 200,
  },
);

describe('numberRanges', () => {
  it('puts every number into one range, in order, and no range holds two tenths', () => {
    const property = fc.property(column, (pairs) => {
      const counts = Uint32Array.from(pairs, ([, count]) => count);
      const ranges = numberRanges(
        pairs.map(([value]) => String(value)),
        counts,
      );
      assert.ok(ranges !== null);
      const total = counts.reduce((sum, count) => sum + count, 0);
      const held = new Map<number, number>();
      pairs.forEach(([value, count], id) => {
        const range = ranges.rangeOf[id] as number;
        held.set(range, (held.get(range) ?? 0) + count);
        const [low = '', high = low] = (ranges.texts[range] ?? '').split(' to ');
        assert.ok(
          Number(low) <= value && value <= Number(high),
          `${value} in ${ranges.texts[range]}`,
        );
      });
      assert.deepEqual(
        [...held.keys()].sort((a, b) => a - b),
        [...ranges.texts.keys()],
      );
      for (const [range, records] of held) {
        const alone = !(ranges.texts[range] ?? '').includes(' to ');
        assert.ok(alone || records < total / 5, `${records} of ${total}`);
      }
    });
    fc.assert(property);
  });

  it('lets a commonest value stand alone, so that the others are still told apart', () => {
    const values = Array.from({ length: 30 }, (_, at) => String(at));
    const ranges = numberRanges(
      values,
      Uint32Array.from(values, (value) => (value === '0' ? 900 : 10)),
    );
    assert.equal(ranges?.texts[0], '0');
    assert.equal(ranges?.texts.length, 11);
  });

  it('has no range for what is no number, and none at all for few values', () => {
    const values = [...Array.from({ length: 12 }, (_, at) => String(at)), 'unknown', 'Infinity'];
    assert.deepEqual(
      [...(numberRanges(values, new Uint32Array(14).fill(1))?.rangeOf ?? [])].slice(12),
      [NO_ID, NO_ID],
    );
    assert.equal(numberRanges(['1', '2', '3'], Uint32Array.of(1, 1, 1)), null);
  });
});
