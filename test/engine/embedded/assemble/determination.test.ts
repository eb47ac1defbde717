import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { determination } from '../../../../src/engine/embedded/assemble/determination.ts';
import { type LabelColumn, NO_ID } from '../../../../src/engine/embedded/store.ts';

/** One label a record, `-1` for none. */
function labelColumn(labels: readonly number[], distinct: number): LabelColumn {
  const ids = labels.filter((label) => label !== -1);
  let end = 0;
  const ends = Uint32Array.from(labels, (label) => (label === -1 ? end : ++end));
  const counts = Uint32Array.from(
    { length: distinct },
    (_, at) => ids.filter((id) => id === at).length,
  );
  return {
    ids: Uint32Array.from(ids),
    ends,
    texts: Array.from({ length: distinct }, (_, at) => `l${at}`),
    counts,
    tooMany: false,
  };
}

const decides = (ids: readonly number[], labels: readonly number[]): number =>
  determination({ ids: Uint32Array.from(ids), texts: ['a', 'b', 'c'] }, labelColumn(labels, 2));

describe('determination (Goodman and Kruskal)', () => {
  it('is 1 where values decide the label, and 0 where they say nothing', () => {
    assert.equal(decides([0, 0, 0, 1, 1, 1], [0, 0, 0, 1, 1, 1]), 1);
    assert.equal(decides([0, 0, 0, 0, 1, 1, 1, 1], [0, 0, 1, 1, 0, 0, 1, 1]), 0);
  });

  it('is the share of errors that go away', () => {
    // Guessing 0 errs 4 times of 10; knowing the value, it errs once.
    assert.equal(decides([0, 0, 0, 0, 0, 0, 0, 1, 1, 1], [0, 0, 0, 0, 0, 0, 1, 1, 1, 1]), 0.75);
  });

  it('takes no rare value for one that decides, and leaves out what is missing', () => {
    assert.equal(decides([0, 0, 0, 0, 1, 2], [0, 0, 0, 0, 1, 1]), 0);
    assert.equal(decides([0, 0, 0, 1, 1, 1, NO_ID, 0], [0, 0, 0, 1, 1, 1, 1, -1]), 1);
  });

  it('is 0 where there is one label, none, or far too many to be an outcome', () => {
    assert.equal(decides([0, 0, 0], [0, 0, 0]), 0);
    assert.equal(
      determination({ ids: Uint32Array.of(0, 0), texts: ['a'] }, labelColumn([-1, -1], 0)),
      0,
    );
    const many = Array.from({ length: 150_000 }, (_, at) => at);
    const ends = Uint32Array.from(many, (at) => at + 1);
    const column = {
      ids: Uint32Array.from(many),
      ends,
      texts: many.map(String),
      counts: new Uint32Array(150_000).fill(1),
      tooMany: false,
    };
    assert.equal(determination({ ids: new Uint32Array(150_000), texts: ['a'] }, column), 0);
  });
});
