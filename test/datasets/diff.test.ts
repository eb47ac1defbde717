import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { digestOf } from '../../src/core/digest.ts';
import { diffVersions, type VersionDiff } from '../../src/datasets/diff/diff-versions.ts';
import { matchDigests } from '../../src/datasets/diff/match-digests.ts';
import { pairByPlace } from '../../src/datasets/diff/pair-by-place.ts';
import type { RowDiff } from '../../src/datasets/diff/row-diff.ts';
import { FileObjectStore } from '../../src/vault/file-object-store.ts';
import { ownFolder } from '../workspace/test-workspace.ts';
import { jsonLines, reference, rows, tamper, versions } from './versions.ts';

async function diffOf(
  context: Parameters<typeof versions>[0],
  before: string,
  after: string,
): Promise<VersionDiff & { readonly rows: RowDiff }> {
  const { workspace, ids } = await versions(context, [before, after]);
  const diff = await diffVersions(workspace, {
    before: reference(ids[0]),
    after: reference(ids[1]),
  });
  return { ...diff, rows: diff.rows ?? assert.fail('no rows') };
}

describe('comparing versions by their records', () => {
  it('counts added, removed and changed rows by id, with label transitions', async (context) => {
    const old = rows(60);
    const flipped = old.map((row, index) => (index < 6 ? { ...row, label: 'bad' } : row));
    const now = [...rows(5, 900), ...flipped.slice(0, 50)];
    const { rows: diff, files } = await diffOf(context, jsonLines(old), jsonLines(now));
    assert.equal(diff.pairedBy, 'id');
    assert.deepEqual(
      { added: diff.added, removed: diff.removed, changed: diff.changed, same: diff.same },
      { added: 5, removed: 10, changed: 3, same: 47 },
    );
    assert.deepEqual(diff.transitions, [{ from: 'good', to: 'bad', rows: 3 }]);
    assert.deepEqual(diff.examples.changed[0], {
      rowBefore: 1,
      rowAfter: 6,
      columns: { label: ['good', 'bad'] },
    });
    assert.equal(diff.examples.removed.length, 5);
    assert.equal(diff.examples.removed[0]?.row, 51);
    assert.equal(diff.examples.added[0]?.values['id'], 'r-900');
    assert.deepEqual(files.changed, ['tickets.jsonl']);
  });

  it('tells what came from, and went with, each source', async (context) => {
    const { rows: diff } = await diffOf(
      context,
      jsonLines(rows(30)),
      jsonLines([...rows(30).slice(1), ...rows(3, 500)]),
    );
    assert.deepEqual(
      diff.sources.toSorted((one, other) => one.value.localeCompare(other.value)),
      [
        { value: 'shop', added: 2, removed: 0 },
        { value: 'web', added: 1, removed: 1 },
      ],
    );
  });

  it('pairs changed rows by their place where rows have no id', async (context) => {
    const bare = rows(40).map(({ text, label }) => ({ text, label }));
    const now = bare.with(20, { text: 'something else was said here today', label: 'good' });
    const { rows: diff } = await diffOf(
      context,
      jsonLines(bare),
      jsonLines([{ text: 'a new one in front of the others', label: 'bad' }, ...now]),
    );
    assert.equal(diff.pairedBy, null);
    assert.deepEqual(
      { added: diff.added, removed: diff.removed, changed: diff.changed },
      { added: 1, removed: 0, changed: 1 },
    );
    assert.deepEqual(
      diff.examples.changed.map(({ rowBefore, rowAfter }) => [rowBefore, rowAfter]),
      [[21, 22]],
    );
  });

  it('knows the same records in another order, and duplicates by their number', async (context) => {
    const list = rows(20);
    const turned = await diffOf(context, jsonLines(list), jsonLines(list.toReversed()));
    assert.ok(turned.rows.reordered);
    assert.equal(turned.rows.same, 20);
    const one = list[0] ?? assert.fail();
    const more = await diffOf(context, jsonLines(list), jsonLines([...list, one, one]));
    assert.equal(more.rows.added, 2);
    assert.equal(more.rows.removed, 0);
  });

  it('names columns that came, went or changed their type', async (context) => {
    const old = rows(10).map((row, index) => ({ ...row, score: index }));
    const now = rows(10).map(({ source: _, ...row }) => ({ ...row, score: 'high', year: 2026 }));
    const { columns } = await diffOf(context, jsonLines(old), jsonLines(now));
    assert.deepEqual(columns, {
      added: ['year'],
      removed: ['source'],
      retyped: [{ name: 'score', from: 'integer', to: 'text' }],
    });
  });

  it('concludes nothing from files that were altered', async (context) => {
    const { workspace, ids, reopen } = await versions(context, [
      jsonLines(rows(20)),
      jsonLines(rows(21)),
    ]);
    tamper(workspace, 'soup number 20', 'soap number 20');
    const again = await reopen();
    await assert.rejects(
      diffVersions(again, { before: reference(ids[0]), after: reference(ids[1]) }),
      { code: 'INTEGRITY_FAILED' },
    );
  });
});

describe('matching digests', () => {
  it('agrees with counting, in however many ranges', async (context) => {
    const vault = FileObjectStore.open(ownFolder(context), { threads: 0 });
    const kept = async (
      list: readonly number[],
    ): Promise<{ count: number; digests: ReturnType<typeof digestOf> }> => {
      const bytes = Buffer.concat(
        list.map((value) => Buffer.from(digestOf(String(value)).slice(7), 'hex')),
      );
      return { count: list.length, digests: (await vault.put({ bytes })).digest };
    };
    const lists = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(lists, lists, fc.integer({ min: 1, max: 40 }), async (one, other, held) => {
        const { removed, added } = await matchDigests(await kept(one), await kept(other), {
          vault,
          held,
        });
        assert.deepEqual([...removed.members()], surplus(one, other));
        assert.deepEqual([...added.members()], surplus(other, one));
        assert.equal(pairByPlace({ removed, added }).length, added.count);
      }),
      { numRuns: 60 },
    );
  });
});

/** Positions of values that the other list does not have as often; the last ones. */
function surplus(list: readonly number[], other: readonly number[]): number[] {
  const left = new Map<number, number>();
  for (const value of other) left.set(value, (left.get(value) ?? 0) + 1);
  return list.flatMap((value, index) => {
    const count = left.get(value) ?? 0;
    left.set(value, count - 1);
    return count > 0 ? [] : [index];
  });
}
