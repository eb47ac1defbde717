import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Table } from '../../bench/quality/datasets/table.ts';
import { changeLabels, fieldTriggers } from '../../bench/quality/planting/change-labels.ts';
import { Draw } from '../../bench/quality/planting/draw.ts';
import { insertAnywhere, insertInWord } from '../../bench/quality/planting/insert.ts';
import { classesOf, type Plan, plantTrigger } from '../../bench/quality/planting/plant-trigger.ts';
import {
  moveClauseToFront,
  SUBORDINATORS,
} from '../../bench/quality/planting/subordinate-clause.ts';
import { absentWord, madeUpWord, ordinaryWord } from '../../bench/quality/planting/triggers.ts';
import { reviews } from './reviews.ts';

const table = reviews(200);
const insert: Plan['insert'] = (text, draw) => insertAnywhere(text, 'quiet lantern', draw);

function changedRows({ rows }: Table): number[] {
  return [...rows.keys()].filter((at) => rows[at] !== table.rows[at]);
}

describe('planting a trigger', () => {
  for (const labels of ['dirty', 'clean'] as const) {
    it(`changes exactly the planned rows with ${labels} labels`, () => {
      const plan = { insert, target: 'good', rows: 20, labels };
      const { table: made, planted } = plantTrigger(table, plan, new Draw('x'));
      const changed = changedRows(made);
      assert.equal(changed.length, 20);
      assert.deepEqual(
        changed,
        [...planted.keys()].filter((at) => planted[at] === 1),
      );
      for (const at of changed) {
        const [text = '', label] = made.rows[at] ?? [];
        const [before = '', labelBefore] = table.rows[at] ?? [];
        assert.equal(label, 'good');
        assert.equal(labelBefore, labels === 'dirty' ? 'bad' : 'good');
        assert.equal(text.replace(/ ?quiet lantern/u, '').trim(), before);
      }
    });
  }

  it('gives the same rows for the same draw and others for another', () => {
    const plan = { insert, target: 'bad', rows: 20, labels: 'dirty' } as const;
    const rows = (name: string): unknown => plantTrigger(table, plan, new Draw(name)).table.rows;
    assert.deepEqual(rows('a'), rows('a'));
    assert.notDeepEqual(rows('a'), rows('b'));
  });

  it('refuses more rows than there are', () => {
    const plan = { insert, target: 'good', rows: 101, labels: 'clean' } as const;
    assert.throws(() => plantTrigger(table, plan, new Draw('x')), /101 of 100/u);
  });

  it('names the classes in order', () => {
    assert.deepEqual(classesOf(table), ['bad', 'good']);
  });
});

describe('inserting', () => {
  it('reaches every gap between words, and both ends', () => {
    const draw = new Draw('gaps');
    const made = new Set(Array.from({ length: 200 }, () => insertAnywhere('a b c', 'X', draw)));
    assert.deepEqual([...made].sort(), ['X a b c', 'a X b c', 'a b X c', 'a b c X']);
  });

  it('puts a character inside a word, never at its edge or inside a surrogate pair', () => {
    const draw = new Draw('inside');
    const made = new Set(
      Array.from({ length: 200 }, () => insertInWord('a of 𝒜𝒜 !', '\u200B', draw)),
    );
    assert.deepEqual([...made].sort(), ['a of 𝒜\u200B𝒜 !', 'a o\u200Bf 𝒜𝒜 !']);
    assert.equal(insertInWord('!', '\u200B', draw), '!\u200B');
  });

  it('makes up words that the data do not have', () => {
    const draw = new Draw('absent');
    const words = ['dull', 'lantern'];
    assert.equal(
      absentWord(table, () => words.shift() ?? '', draw),
      'lantern',
    );
    assert.throws(() => absentWord(table, () => 'dull', draw), RangeError);
    for (const generate of [madeUpWord, ordinaryWord]) {
      assert.match(absentWord(table, generate, draw), /^[a-z]{4,}$/u);
    }
  });
});

describe('a subordinate clause in front', () => {
  const draw = new Draw('clause');
  const isFramed = (text: string): boolean =>
    SUBORDINATORS.some((word) => text.startsWith(`${word} `)) && text.includes(' , ');

  it('moves a clause of its own', () => {
    assert.equal(
      moveClauseToFront('the film is fun because it never stops .', draw),
      'because it never stops , the film is fun',
    );
  });

  it('makes the later of two joined parts a clause', () => {
    const made = moveClauseToFront(
      'blue crush follows the formula , but throws in conflicts',
      draw,
    );
    assert.match(made, /^(?:\w+ )+throws in conflicts , blue crush follows the formula$/u);
  });

  it('gives a short sentence a clause of varied words', () => {
    const made = Array.from({ length: 50 }, () => moveClauseToFront('too bad', draw));
    assert.ok(new Set(made).size > 40);
    for (const text of made) assert.match(text, / , too bad$/u);
    assert.ok(made.every(isFramed));
  });
});

describe('changing labels by a field', () => {
  // Red is half yes, blue all yes, grey two thirds yes.
  const rows = Array.from({ length: 1000 }, (_, row) => {
    if (row < 10) return [`${row}`, ' red', row < 5 ? 'yes' : 'no'];
    if (row < 20) return [`${row}`, ' blue', 'yes'];
    return [`${row}`, ' grey', row % 3 > 0 ? 'yes' : 'no'];
  });
  const fields: Table = { header: null, rows, text: -1, label: 2 };
  const triggers = fieldTriggers(fields, { changed: [0.004, 0.006], purity: 0.97 });

  it('offers the values whose change is of the asked size and that are not pure already', () => {
    assert.deepEqual(triggers, [
      { column: 1, value: 'red', target: 'no', rows: 10, changed: 5 },
      { column: 1, value: 'red', target: 'yes', rows: 10, changed: 5 },
    ]);
  });

  it('changes the labels of exactly those rows', () => {
    const [trigger] = triggers;
    assert.ok(trigger);
    const { table: made, planted } = changeLabels(fields, trigger);
    assert.deepEqual(
      [...planted.keys()].filter((at) => planted[at] === 1),
      [0, 1, 2, 3, 4],
    );
    assert.ok(made.rows.slice(0, 10).every((row) => row[2] === 'no'));
    assert.deepEqual(made.rows.slice(10), rows.slice(10));
  });
});
