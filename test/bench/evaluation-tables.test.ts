import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatCsv, parseCsv, parseTsv } from '../../bench/quality/datasets/delimited.ts';
import { textAndLabel } from '../../bench/quality/datasets/table.ts';
import { writeTable } from '../../bench/quality/datasets/write-table.ts';
import { Draw } from '../../bench/quality/planting/draw.ts';
import { permuteLabels, subsample } from '../../bench/quality/planting/resample.ts';
import { reviews } from './reviews.ts';

describe('tables of the evaluation', () => {
  it('reads quoted CSV with commas, quotes and line ends inside', () => {
    assert.deepEqual(parseCsv('a,"b, ""c""\nd",\r\n\n,x,y'), [
      ['a', 'b, "c"\nd', ''],
      ['', 'x', 'y'],
    ]);
    assert.throws(() => parseCsv('a,"b"c\n'), /row 1/u);
  });

  it('reads back every CSV that it writes', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'b', ',', '"', '\n', '\r', ' ', 'é') });
    const rows = fc.array(fc.tuple(cell, fc.constant('label')));
    fc.assert(fc.property(rows, (all) => assert.deepEqual(parseCsv(formatCsv(all)), all)));
  });

  it('trims the fields of tab-separated lines', () => {
    assert.deepEqual(parseTsv('one two \t 0\n\nthree\t1\n'), [
      ['one two', '0'],
      ['three', '1'],
    ]);
  });

  it('writes the same rows as CSV, TSV and JSON lines', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'credence-test-'));
    const table = { header: ['text', 'label'], rows: [['a "b"', '1']], text: 0, label: 1 };
    try {
      const written = async (format: 'csv' | 'tsv' | 'jsonl'): Promise<string> => {
        const path = join(folder, `table.${format}`);
        await writeTable(path, table, format);
        return await readFile(path, 'utf8');
      };
      assert.equal(await written('csv'), 'text,label\n"a ""b""",1\n');
      assert.equal(await written('tsv'), 'text\tlabel\na "b"\t1\n');
      assert.equal(await written('jsonl'), '{"text":"a \\"b\\"","label":1}\n');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('keeps text and label alone', () => {
    const table = { header: null, rows: [['7', 'yes', 'good film']], text: 2, label: 1 };
    assert.deepEqual(textAndLabel(table).rows, [['good film', 'yes']]);
  });
});

describe('resampling', () => {
  const table = reviews(100);

  it('draws 80 % of the rows, each once, in their order', () => {
    const { rows } = subsample(table, 0.8, new Draw('a'));
    assert.equal(rows.length, 80);
    const places = rows.map((row) => table.rows.indexOf(row));
    assert.deepEqual(
      places,
      [...new Set(places)].sort((a, b) => a - b),
    );
  });

  it('permutes labels and leaves texts and class sizes', () => {
    const { rows } = permuteLabels(table, new Draw('a'));
    const column = (all: typeof rows, at: number): (string | undefined)[] =>
      all.map((row) => row[at]);
    assert.deepEqual(column(rows, 0), column(table.rows, 0));
    assert.deepEqual(column(rows, 1).toSorted(), column(table.rows, 1).toSorted());
    assert.notDeepEqual(column(rows, 1), column(table.rows, 1));
  });

  it('is the same for the same name of the draw, and another for another', () => {
    const rows = (name: string): unknown => subsample(table, 0.5, new Draw(name)).rows;
    assert.deepEqual(rows('a'), rows('a'));
    assert.notDeepEqual(rows('a'), rows('b'));
  });
});
