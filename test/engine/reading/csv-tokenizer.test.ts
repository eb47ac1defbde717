import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CsvDialect } from '../../../src/engine/reading/csv-dialect.ts';
import { CsvTokenizer, DOUBLED } from '../../../src/engine/reading/csv-tokenizer.ts';

const RFC_4180: CsvDialect = {
  delimiter: 0x2c,
  quoted: true,
  spaceBefore: false,
  spaceAfter: false,
  lineEnd: 0x0a,
};

interface Parsed {
  readonly rows: readonly (readonly string[])[];
  /** Line on which each row begins. */
  readonly lines: readonly number[];
}

/** Parses text that arrives in blocks cut at the given places. */
function parse(text: string, cuts: readonly number[], dialect: CsvDialect = RFC_4180): Parsed {
  const bytes = Buffer.from(text);
  const tokenizer = new CsvTokenizer(dialect, 'test', 1_000_000);
  const rows: string[][] = [];
  const lines: number[] = [];
  const collect = (): void => {
    while (tokenizer.next() === 'record') {
      lines.push(tokenizer.line);
      rows.push(
        Array.from({ length: tokenizer.count }, (_, cell) => {
          const raw = tokenizer.bytes.toString(
            'utf8',
            tokenizer.starts[cell],
            tokenizer.ends[cell],
          );
          return tokenizer.forms[cell] === DOUBLED ? raw.replaceAll('""', '"') : raw;
        }),
      );
    }
  };
  let start = 0;
  for (const cut of [
    ...cuts.map((share) => Math.floor(share * bytes.length)).sort((a, b) => a - b),
    bytes.length,
  ]) {
    tokenizer.feed(bytes.subarray(start, cut));
    start = cut;
    collect();
  }
  tokenizer.finish();
  collect();
  return { rows, lines };
}

function write(rows: readonly (readonly string[])[], lineEnd: string): string {
  const cell = (text: string): string =>
    /[",\r\n]/.test(text) || text === '' ? `"${text.replaceAll('"', '""')}"` : text;
  return rows.map((row) => row.map(cell).join(',') + lineEnd).join('');
}

const cell = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[a",\r\n ]{0,6}$/));
const table = fc.integer({ min: 1, max: 5 }).chain((width) =>
  fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
    minLength: 1,
    maxLength: 8,
  }),
);
const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 });

test('what was written by RFC 4180 is read back, wherever the blocks end', () => {
  fc.assert(
    fc.property(table, cuts, fc.constantFrom('\n', '\r\n'), (rows, blocks, lineEnd) => {
      assert.deepEqual(parse(write(rows, lineEnd), blocks).rows, rows);
    }),
  );
});

test('a row begins on the line that an editor shows', () => {
  fc.assert(
    fc.property(table, cuts, (rows, blocks) => {
      let line = 1;
      const expected = rows.map((row) => {
        const begins = line;
        line += 1 + row.join('').split('\n').length - 1;
        return begins;
      });
      assert.deepEqual(parse(write(rows, '\n'), blocks).lines, expected);
    }),
  );
});

test('without quoting, any text without delimiter and line break is a cell', () => {
  const plain = fc.stringMatching(/^[a-z" ',]{1,8}$/);
  const dialect: CsvDialect = { ...RFC_4180, delimiter: 0x09, quoted: false };
  fc.assert(
    fc.property(fc.array(fc.tuple(plain, plain), { minLength: 1 }), cuts, (rows, blocks) => {
      const text = rows.map((row) => row.join('\t')).join('\n');
      assert.deepEqual(parse(text, blocks, dialect).rows, rows);
    }),
  );
});
