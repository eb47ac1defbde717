import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { RequestedRoles } from '../../../src/records/roles.ts';
import { readRows } from './read-rows.ts';
import { temporaryFolder } from './temporary-folder.ts';

interface RoleCase {
  readonly says: string;
  readonly name: string;
  readonly header?: string;
  /** One line of the file by its number, from 0. */
  readonly line: (index: number) => string;
  readonly roles?: RequestedRoles;
  readonly expect: Readonly<Record<string, string>>;
}

const WORDS = [
  'river',
  'stone',
  'quiet',
  'market',
  'window',
  'seven',
  'letter',
  'garden',
  'winter',
  'copper',
  'signal',
];
const sentence = (index: number): string => {
  const words = Array.from(
    { length: 9 },
    (_, at) => WORDS[(index * (at + 3) + at * at) % WORDS.length],
  );
  return `${words.join(' ')} ${index}`;
};
const day = (index: number): string =>
  `2024-01-${String((index % 28) + 1).padStart(2, '0')}T10:00:00Z`;

const CASES: readonly RoleCase[] = [
  {
    says: 'text and label without header',
    name: 'a.tsv',
    line: (i) => `${sentence(i)}\t${i % 2}`,
    expect: { 'column 1': 'text', 'column 2': 'label' },
  },
  {
    says: 'a first value that could be a column name, but appears again',
    name: 'a.tsv',
    line: (i) => `${i % 3 ? 'ham' : 'spam'}\t${sentence(i)}`,
    expect: { 'column 1': 'label', 'column 2': 'text' },
  },
  {
    says: 'plain text in TSV with unbalanced quotation marks',
    name: 'a.tsv',
    line: (i) =>
      `${i % 7 === 0 ? '" ' : ''}${sentence(i)}${i % 5 === 0 ? ' "well"' : ''}\t${i % 2 ? 'good' : 'bad'}`,
    expect: { 'column 1': 'text', 'column 2': 'label' },
  },
  {
    says: 'header and cells with spaces around the tab',
    name: 'a.tsv',
    header: 'sentence \t label',
    line: (i) => `${sentence(i)} \t ${i % 4}`,
    expect: { sentence: 'text', label: 'label' },
  },
  {
    says: 'a table without header: the last column is the label',
    name: 'a.csv',
    line: (i) =>
      `${20 + (i % 50)}, ${['Private', 'State-gov'][i % 2]}, ${(i * 7919) % 100_003}, ${i % 3 ? '<=50K' : '>50K'}`,
    expect: { 'column 1': 'field', 'column 2': 'field', 'column 3': 'field', 'column 4': 'label' },
  },
  {
    says: 'an unnamed first column that numbers the rows, with gaps',
    name: 'a.csv',
    header: ',count,class,tweet',
    line: (i) => `${i * 2},${i % 3},${i % 3},"${sentence(i)}, well"`,
    expect: { 'column 1': 'id', count: 'field', class: 'label', tweet: 'text' },
  },
  {
    says: 'every role by its name',
    name: 'a.jsonl',
    line: (i) =>
      JSON.stringify({
        uid: `u-${i}`,
        user: `w${i % 5}`,
        meta: { source: `s${i % 3}`, created_at: day(i) },
        fold: 'train',
        body: sentence(i),
        sentiment: i % 2,
        price: i / 3,
        note: `x${i}y`,
      }),
    expect: {
      uid: 'id',
      user: 'contributor',
      'meta.source': 'source',
      'meta.created_at': 'time',
      fold: 'split',
      body: 'text',
      sentiment: 'label',
      price: 'field',
      note: 'ignored',
    },
  },
  {
    says: 'instruction data: the output is what a model is taught to say',
    name: 'a.jsonl',
    line: (i) =>
      JSON.stringify({
        instruction: sentence(i),
        input: i % 2 ? '' : sentence(i + 1),
        output: sentence(i * 3),
      }),
    expect: { instruction: 'text', input: 'text', output: 'response' },
  },
  {
    says: 'conversations are known by what they hold',
    name: 'a.jsonl',
    line: (i) =>
      JSON.stringify({
        chat: [
          { from: 'human', value: sentence(i) },
          { from: 'gpt', value: sentence(i * 3) },
        ],
        label_set: i % 2 ? 'north' : 'south',
      }),
    expect: { chat: 'conversation', label_set: 'field' },
  },
  {
    says: 'preference pairs have two sides',
    name: 'a.jsonl',
    line: (i) =>
      JSON.stringify({
        prompt: sentence(i),
        chosen: sentence(i * 3),
        rejected: sentence(i * 5),
      }),
    expect: { prompt: 'text', chosen: 'chosen', rejected: 'rejected' },
  },
  {
    says: 'two responses and their winner are a pair',
    name: 'a.jsonl',
    line: (i) =>
      JSON.stringify({
        prompt: sentence(i),
        response_a: sentence(i * 3),
        response_b: sentence(i * 5),
        winner: ['model_a', 'model_b', 'tie'][i % 3],
      }),
    expect: { prompt: 'text', response_a: 'chosen', response_b: 'rejected', winner: 'winner' },
  },
  {
    says: 'transcripts in one column are conversations',
    name: 'a.jsonl',
    line: (i) =>
      JSON.stringify({ text: `### Human: ${sentence(i)} ### Assistant: ${sentence(i * 3)}` }),
    expect: { text: 'conversation' },
  },
  {
    says: 'a transcript beside its parts is left to them',
    name: 'a.jsonl',
    line: (i) =>
      JSON.stringify({
        instruction: sentence(i),
        output: sentence(i * 3),
        text: `### Instruction:\n${sentence(i)}\n\n### Response:\n${sentence(i * 3)}`,
      }),
    expect: { instruction: 'text', output: 'response', text: 'ignored' },
  },
  {
    says: 'turns in parts are a conversation',
    name: 'a.jsonl',
    line: (i) =>
      JSON.stringify({
        contents: [
          { role: 'user', parts: [{ text: sentence(i) }] },
          { role: 'model', parts: [{ text: sentence(i * 3) }] },
        ],
      }),
    expect: { contents: 'conversation' },
  },
  {
    says: 'a prompt with code is no text with a code',
    name: 'a.jsonl',
    line: (i) => JSON.stringify({ text: sentence(i), code: `def f${i}(a):\n  return a + ${i}` }),
    expect: { text: 'text', code: 'response' },
  },
  {
    says: 'a plain label makes prompts and responses ordinary texts',
    name: 'a.jsonl',
    line: (i) => JSON.stringify({ prompt: sentence(i), response: sentence(i * 3), label: i % 2 }),
    expect: { prompt: 'text', response: 'text', label: 'label' },
  },
  {
    says: 'text in a script without spaces',
    name: 'a.jsonl',
    line: (i) =>
      JSON.stringify({ 内容: `今天天气很好我们去公园散步第${i}次`, 标签: i % 2 ? '好' : '坏' }),
    expect: { 内容: 'text', 标签: 'label' },
  },
  {
    says: 'the user has the last word, the rest is inferred',
    name: 'a.jsonl',
    line: (i) =>
      JSON.stringify({ text: sentence(i), title: sentence(i + 9), label: i % 2, topic: i % 3 }),
    roles: { text: ['title'], label: ['topic'], field: ['label'], ignored: [] },
    expect: { text: 'ignored', title: 'text', label: 'field', topic: 'label' },
  },
  {
    says: 'columns by number where there are no names',
    name: 'a.csv',
    line: (i) => `${i % 2},${sentence(i)},${i % 5}`,
    roles: { label: ['1'], ignored: ['3'] },
    expect: { 'column 1': 'label', 'column 2': 'text', 'column 3': 'ignored' },
  },
  {
    says: 'a named numeric label with very many values',
    name: 'a.csv',
    header: 'a,target',
    line: (i) => `${i % 9},${(i * 7919) % 10_007}.5`,
    expect: { a: 'field', target: 'label' },
  },
  {
    says: 'nested numbers and constants are fields, not labels',
    name: 'a.jsonl',
    line: (i) =>
      JSON.stringify({ text: sentence(i), meta: { language: 'en', length: i, yymm: 1712 } }),
    expect: {
      text: 'text',
      'meta.language': 'field',
      'meta.length': 'field',
      'meta.yymm': 'field',
    },
  },
];

for (const { says, name, header, line, roles, expect } of CASES) {
  test(`roles: ${says}`, async (context) => {
    const path = join(temporaryFolder(context), name);
    const lines = Array.from({ length: 300 }, (_, index) => line(index));
    writeFileSync(path, `${[...(header === undefined ? [] : [header]), ...lines].join('\n')}\n`);
    const { source, outcome, rows } = await readRows(path, roles === undefined ? {} : { roles });
    const given = Object.fromEntries(source.roles.map((role) => [role.name, role.role]));
    assert.deepEqual(given, expect);
    assert.equal(outcome.badRowCount, 0);
    assert.equal(rows.length, 300);
    for (const role of source.roles) assert.ok(role.reason.length > 0, role.name);
  });
}

test('what was inferred is said', async (context) => {
  const path = join(temporaryFolder(context), 'a.tsv');
  writeFileSync(
    path,
    Array.from({ length: 50 }, (_, i) => `${sentence(i)} \t ${i % 2} \n`).join(''),
  );
  const { source, rows } = await readRows(path);
  const notes = source.notes.join(' ');
  assert.match(notes, /TSV/);
  assert.match(notes, /divided by tabs with a space before and after, which is dropped/);
  assert.match(notes, /quotation marks are text/);
  assert.match(notes, /no header line: the first line holds the value `0`/);
  assert.deepEqual(rows[1], { 'column 1': sentence(1), 'column 2': '1' });
  assert.match(
    source.roles[1]?.reason ?? '',
    /last column, 2 distinct values in the first 50 records/,
  );
});

test('a header can be denied and demanded', async (context) => {
  const path = join(temporaryFolder(context), 'a.csv');
  writeFileSync(path, 'text,label\nsome words here,x\nother words there,y\n');
  assert.equal((await readRows(path, { header: false })).rows.length, 3);
  writeFileSync(path, '1,2\n3,4\n5,6\n');
  assert.deepEqual((await readRows(path, { header: true })).rows[0], { 1: '3', 2: '4' });
});
