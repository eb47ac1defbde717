import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ErrorCode } from '../../../src/core/error.ts';
import {
  alignProbabilities,
  type GivenLabels,
} from '../../../src/records/probabilities/align-probabilities.ts';
import type { ProbabilityTable } from '../../../src/records/probabilities/probability-table.ts';

function table(rows: readonly number[][], columns?: readonly string[]): ProbabilityTable {
  const values = Float64Array.from(rows.flat());
  const classes = rows[0]?.length ?? 0;
  const shape = { file: 'p.csv', rows: rows.length, classes, values, notes: [] };
  return columns === undefined ? shape : { ...shape, columns };
}

/** Labels as the engine numbers them: in order of appearance. */
function given(...labels: readonly (string | undefined)[]): GivenLabels {
  const names = [...new Set(labels.filter((label) => label !== undefined))];
  const classes = Int32Array.from(labels, (label) =>
    label === undefined ? -1 : names.indexOf(label),
  );
  return { names, classes };
}

const ROWS = [
  [0.8, 0.1, 0.1],
  [0.1, 0.7, 0.2],
  [0.2, 0.2, 0.6],
];

describe('alignProbabilities', () => {
  it('finds the classes by the names of the columns', () => {
    const aligned = alignProbabilities(
      table(ROWS, ['spam', 'ham', 'eggs']),
      given('eggs', 'spam', 'ham'),
    );
    assert.deepEqual([...aligned.labels], [2, 0, 1]);
    assert.deepEqual(aligned.classNames, ['spam', 'ham', 'eggs']);
    assert.deepEqual([...aligned.records], [0, 1, 2]);
    assert.deepEqual(aligned.notes, []);
  });

  it('leaves out what all names of columns begin with, where labels lack it', () => {
    const prefixed = table(ROWS, ['prob_a', 'prob_b', 'prob_c']);
    assert.deepEqual([...alignProbabilities(prefixed, given('b', 'a', 'c')).labels], [1, 0, 2]);
    const meant = alignProbabilities(prefixed, given('prob_b', 'prob_a', 'prob_c'));
    assert.deepEqual(meant.classNames, ['prob_a', 'prob_b', 'prob_c']);
  });

  it('takes columns without names in the order of the sorted labels, and says so', () => {
    const words = alignProbabilities(table(ROWS), given('a', 'b', 'c'));
    assert.deepEqual([...words.labels], [0, 1, 2]);
    assert.match(words.notes.join(), /sorted labels, first `a`/);
    const rows = [...ROWS, ...ROWS].slice(0, 3);
    const integers = alignProbabilities(table(rows), given('2', '9', '10'));
    assert.deepEqual(integers.classNames, ['2', '9', '10']);
    const texts = alignProbabilities(table(rows), given('02', '10', '9'));
    assert.deepEqual(texts.classNames, ['02', '10', '9']);
  });

  it('takes the order that the user gives', () => {
    const aligned = alignProbabilities(table(ROWS), given('c', 'b', 'a'), ['c', 'b', 'a']);
    assert.deepEqual([...aligned.labels], [0, 1, 2]);
  });

  it('drops rows of records without a label', () => {
    const four = table([ROWS[2] ?? [], ...ROWS]);
    const aligned = alignProbabilities(four, given(undefined, 'a', 'b', 'c'));
    assert.deepEqual([...aligned.values], ROWS.flat());
    assert.deepEqual([...aligned.records], [1, 2, 3]);
    assert.equal(aligned.rows, 3);
  });

  const three = given('a', 'b', 'c');
  const named = ['a', 'b', 'c'];
  const replaced = (at: number, row: number[]): ProbabilityTable =>
    table(
      ROWS.map((old, index) => (index === at ? row : old)),
      named,
    );
  const refusals: [
    what: string,
    table: ProbabilityTable,
    labels: GivenLabels,
    code: ErrorCode,
    words: RegExp,
    row?: number,
  ][] = [
    [
      'another number of rows',
      table(ROWS.slice(1), named),
      three,
      'DATA_MALFORMED',
      /2 rows, and the data 3 records/,
      3,
    ],
    [
      'a row with a wrong sum',
      replaced(1, [0.5, 0.1, 0.1]),
      three,
      'DATA_MALFORMED',
      /row 2 of p\.csv sum to 0\.7/,
      2,
    ],
    [
      'a number that is none',
      replaced(2, [0.5, Number.NaN, 0.5]),
      three,
      'DATA_MALFORMED',
      /Row 3 .* NaN in column b/,
      3,
    ],
    [
      'a negative value',
      replaced(0, [1.1, -0.1, 0]),
      three,
      'DATA_MALFORMED',
      /Row 1 .* 1\.1 in column a/,
      1,
    ],
    ['logits', replaced(0, [-4, 3, 2]), three, 'DATA_MALFORMED', /Row 1 .* -4 in column a/, 1],
    [
      'a label without a column',
      table(ROWS, ['a', 'b', 'x']),
      three,
      'DATA_MALFORMED',
      /no column for the label `c`/,
    ],
    [
      'a column without a label',
      table(ROWS, named),
      given('a', 'b', 'b'),
      'DATA_MALFORMED',
      /No record has the label `c`/,
    ],
    [
      'two columns of one name',
      table(ROWS, ['a', 'b', 'b']),
      given('a', 'b', 'b'),
      'DATA_MALFORMED',
      /Two columns of p\.csv stand for `b`/,
    ],
    [
      'more columns than labels',
      table(ROWS),
      given('a', 'b', 'b'),
      'DATA_AMBIGUOUS',
      /3 columns without names, and the data have 2/,
    ],
    [
      'fewer columns than labels',
      table(ROWS),
      given('a', 'b', 'c', 'd'),
      'DATA_MALFORMED',
      /3 rows/,
    ],
    ['one column', table([[1], [1]]), given('a', 'b'), 'DATA_MALFORMED', /one column/],
    ['no rows', table([]), given(), 'DATA_EMPTY', /no rows/],
  ];
  for (const [what, refused, labels, code, words, row] of refusals) {
    it(`refuses ${what}`, () => {
      assert.throws(
        () => alignProbabilities(refused, labels),
        (error: { code?: string; message?: string; hint?: string; at?: { row?: number } }) => {
          assert.equal(error.code, code);
          assert.match(String(error.message), words);
          if (row !== undefined) assert.equal(error.at?.row, row);
          return true;
        },
      );
    });
  }

  it('says what helps against logits and missing predictions', () => {
    const hints = [replaced(0, [-4, 3, 2]), replaced(0, [Number.NaN, 1, 0])].map((bad) => {
      try {
        alignProbabilities(bad, three);
      } catch (error) {
        return String((error as { hint?: string }).hint);
      }
      return '';
    });
    assert.match(hints[0] ?? '', /softmax/);
    assert.match(hints[1] ?? '', /missing or failed/);
  });

  it('allows what rounding to three digits does to a sum', () => {
    const rounded = table([[0.333, 0.333, 0.333], ...ROWS.slice(1)], named);
    assert.equal(alignProbabilities(rounded, three).rows, 3);
  });

  it('compares ids row by row', () => {
    const ids = { ...table(ROWS, named), ids: ['r1', 'r3', 'r2'] };
    assert.throws(() => alignProbabilities(ids, { ...three, ids: ['r1', 'r2', 'r3'] }), {
      code: 'DATA_MALFORMED',
      at: { file: 'p.csv', row: 2 },
      message: 'Row 2 of p.csv is of `r3`, and record 2 of the data is `r2`.',
    });
    assert.equal(alignProbabilities(ids, { ...three, ids: ['r1', 'r3', 'r2'] }).rows, 3);
  });

  it('does not believe an assumed order in which classes change places', () => {
    const swapped = given('b', 'a', 'c');
    assert.throws(() => alignProbabilities(table(ROWS), swapped), {
      code: 'DATA_AMBIGUOUS',
      message: /`a`, `b` change places/,
    });
    assert.equal(alignProbabilities(table(ROWS, named), swapped).rows, 3);
  });

  it('believes an assumed order where one class is merely hard', () => {
    const hard = table([...ROWS, [0.6, 0.1, 0.3]]);
    assert.equal(alignProbabilities(hard, given('a', 'b', 'c', 'c')).rows, 4);
  });
});
