import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ItemChanges } from '../../../src/behaviour/compare/item-changes.ts';
import { scanRegressions } from '../../../src/behaviour/compare/regression-scan.ts';
import type { Slice } from '../../../src/behaviour/compare/slice.ts';

const TOTAL = 2000;

/** Items of each remainder by 20: slices of 100. */
const SLICES: readonly Slice[] = Array.from({ length: 20 }, (_, remainder) => ({
  name: `rest ${remainder}`,
  items: Uint32Array.from({ length: 100 }, (_, index) => index * 20 + remainder),
}));

function changesOf(signs: ReadonlyMap<number, number>): ItemChanges {
  const items = [...signs.keys()].sort((one, other) => one - other);
  return {
    total: TOTAL,
    items: Uint32Array.from(items),
    signs: Int8Array.from(items, (item) => signs.get(item) ?? 0),
    answers: new Uint32Array(items.length),
    strata: new Uint32Array(TOTAL),
  };
}

describe('scanRegressions', () => {
  it('names the slice, with its regressions and a corrected p', () => {
    const signs = new Map<number, number>();
    for (let index = 0; index < 20; index += 1) signs.set(index * 20 + 3, 1);
    for (let index = 0; index < 30; index += 1) signs.set(index * 61 + 1, index % 2 === 0 ? 1 : -1);
    const scan = scanRegressions(changesOf(signs), SLICES, { seed: 1, level: 0.01 });
    const [found, ...others] = scan.slices;
    assert.equal(found?.slice.name, 'rest 3');
    assert.ok((found?.regressions ?? 0) >= 20);
    assert.ok((found?.pValue ?? 1) <= 0.01);
    assert.deepEqual(others, []);
  });

  it('says one thing once: a slice under two names is named by one', () => {
    const signs = new Map(Array.from({ length: 20 }, (_, index) => [index * 20 + 3, 1]));
    const again = { name: 'rest 3 again', items: SLICES[3]?.items ?? new Uint32Array() };
    const scan = scanRegressions(changesOf(signs), [...SLICES, again], { seed: 1, level: 0.01 });
    assert.equal(scan.slices.length, 1);
  });

  it('does not name a hard slice, in which much changes both ways', () => {
    const signs = new Map(
      Array.from({ length: 60 }, (_, index) => [index * 20 + 3, index % 2 === 0 ? 1 : -1]),
    );
    assert.deepEqual(
      scanRegressions(changesOf(signs), SLICES, { seed: 1, level: 0.01 }).slices,
      [],
    );
  });

  it('does not name a slice that became better', () => {
    const signs = new Map(Array.from({ length: 40 }, (_, index) => [index * 20 + 3, -1]));
    assert.deepEqual(
      scanRegressions(changesOf(signs), SLICES, { seed: 1, level: 0.01 }).slices,
      [],
    );
  });

  it('finds nothing where nothing changed', () => {
    const scan = scanRegressions(changesOf(new Map()), SLICES, { seed: 1, level: 0.01 });
    assert.deepEqual(scan.slices, []);
    assert.equal(scan.scanned, 0);
  });
});
