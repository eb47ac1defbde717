import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Engine } from '../../../src/engine/operations/engine.ts';
import { flippedSlice } from './flipped-slice.ts';
import type { OpenEngine } from './open-engine.ts';

/** How an engine counts labels by group. */
export function groupsContract(open: OpenEngine): void {
  const dataset = flippedSlice();
  let engine: Engine;
  before(async () => {
    engine = await open({
      ...dataset,
      rows: dataset.rows.map((row, at) => (at % 7 === 0 ? { ...row, branch: null } : row)),
    });
  });
  after(() => engine.close());

  for (const columns of [['branch'], ['labeller'], ['branch', 'labeller']]) {
    it(`counts labels by ${columns.join(' and ')}`, async () => {
      const { labels, groups, left } = await engine.outcomesByGroup(columns);
      const naive = new Map<string, number[]>();
      dataset.rows.forEach((row, at) => {
        if (at % 7 === 0 && columns.includes('branch')) return;
        const key = columns.map((column) => row[column]).join('/');
        const counts = naive.get(key) ?? labels.map(() => 0);
        const label = labels.indexOf(String(row['label']));
        naive.set(key, counts.with(label, (counts[label] ?? 0) + 1));
      });
      const found = new Map(groups.map(({ values, byLabel }) => [values.join('/'), [...byLabel]]));
      assert.deepEqual(found, new Map([...naive].sort(bySize)));
      assert.deepEqual(left, { groups: 0, records: 0 });
      assert.ok(groups.every(({ records, byLabel }) => records === sum(byLabel)));
    });
  }

  it('refuses a column that makes no groups', async () => {
    await assert.rejects(async () => await engine.outcomesByGroup(['text']), {
      code: 'ROLE_UNKNOWN',
    });
  });
}

function bySize([a, first]: [string, number[]], [b, second]: [string, number[]]): number {
  return sum(second) - sum(first) || (a < b ? -1 : 1);
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
