import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { digestOf } from '../../src/core/digest.ts';
import { decodeLeaf, encodeLeaf, type Leaf } from '../../src/ledger/leaf.ts';

const leaf: Leaf = {
  type: 'dataset.rolled-back',
  subjects: [digestOf('a'), digestOf('b')],
  statement: digestOf('statement'),
  time: '2026-11-21T08:00:00.000Z',
  actor: 'f'.repeat(64),
};

describe('leaves', () => {
  it('are canonical JSON', () => {
    const text = encodeLeaf(leaf).toString();
    assert.match(text, /^\{"actor":"f+","statement":"sha256:/);
    assert.deepEqual(decodeLeaf(encodeLeaf(leaf)), leaf);
  });

  it('are refused when a field is wrong', () => {
    const wrong: Leaf[] = [
      { ...leaf, type: 'Dataset Admitted' },
      { ...leaf, time: '2026-11-21' },
      { ...leaf, time: '2026-11-21T08:00:00+01:00' },
      { ...leaf, actor: '' },
      { ...leaf, statement: digestOf('x').toUpperCase() as Leaf['statement'] },
    ];
    for (const each of wrong) assert.throws(() => encodeLeaf(each), { code: 'USAGE' });
  });

  it('are refused when too large for the log', () => {
    const subjects = Array.from({ length: 1000 }, (_, index) => digestOf(String(index)));
    assert.throws(() => encodeLeaf({ ...leaf, subjects }), { code: 'LIMIT_EXCEEDED' });
  });

  it('have one form only', () => {
    const text = encodeLeaf(leaf).toString();
    for (const other of [
      ` ${text}`,
      JSON.stringify(leaf),
      text.replace('}', ',"more":1}'),
      '',
      '{}',
    ])
      assert.throws(() => decodeLeaf(Buffer.from(other)), { code: 'DATA_MALFORMED' });
  });
});
