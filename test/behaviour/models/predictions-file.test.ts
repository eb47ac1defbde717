import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import type { ModelResult } from '../../../src/behaviour/models/model.ts';
import { predictionsFile } from '../../../src/behaviour/models/predictions-file.ts';

describe('predictionsFile', () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'credence predictions '));
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  async function results(
    name: string,
    content: string,
    ids: readonly string[],
  ): Promise<readonly ModelResult[]> {
    const path = join(folder, name);
    writeFileSync(path, content);
    const model = await predictionsFile(path, folder);
    return model.predict(ids.map((id) => ({ id, input: { text: '' } })));
  }

  function problems(found: readonly ModelResult[]): readonly string[] {
    return found.map((result) => (result.kind === 'failure' ? result.error.message : 'answered'));
  }

  it('gives each answer to its id, whatever the order, and says which is missing', async () => {
    const found = await results('labels.csv', 'id,label\nb,spam\na,ham\n', ['a', 'b', 'c']);
    assert.deepEqual(
      found.map((result) => (result.kind === 'answer' ? result.answer : null)),
      [{ kind: 'label', label: 'ham' }, { kind: 'label', label: 'spam' }, null],
    );
    assert.deepEqual(problems(found), ['answered', 'answered', 'missing']);
  });

  it('reads probabilities, and refuses those that are none, one by one', async () => {
    const rows = [
      { id: 'good', p_ham: 0.3, p_spam: 0.7 },
      { id: 'sum', p_ham: 0.3, p_spam: 0.3 },
      { id: 'range', p_ham: 1.3, p_spam: -0.3 },
      { id: 'nan', p_ham: 'NaN', p_spam: 0.5 },
      { id: 'null', p_ham: null, p_spam: 1 },
    ];
    const found = await results(
      'scores.jsonl',
      rows.map((row) => JSON.stringify(row)).join('\n'),
      rows.map(({ id }) => id),
    );
    assert.deepEqual(problems(found), [
      'answered',
      'probabilities that do not sum to one',
      'a probability that is not between 0 and 1',
      'a probability that is not between 0 and 1',
      'no answer',
    ]);
  });

  it('reads latency and numbers, and refuses what is neither', async () => {
    const found = await results(
      'numbers.csv',
      'id,number,latency_ms\na,1.5,20\nb,one,20\nc,2,-1\nd,3,\n',
      ['a', 'b', 'c', 'd'],
    );
    assert.deepEqual(found[0], {
      kind: 'answer',
      latency: 20,
      answer: { kind: 'number', number: 1.5 },
    });
    assert.deepEqual(problems(found).slice(1), [
      'an answer that is not a number',
      'a latency that is no time',
      'no latency',
    ]);
  });

  it('reads Parquet', async () => {
    const path = join(folder, 'labels.parquet');
    const database = await DuckDBInstance.create();
    const connection = await database.connect();
    await connection.run(
      `COPY (SELECT 1 AS id, 'ham' AS label) TO '${path.replaceAll("'", "''")}' (FORMAT parquet)`,
    );
    connection.closeSync();
    database.closeSync();
    const model = await predictionsFile(path, folder);
    const [found] = await model.predict([{ id: '1', input: { text: '' } }]);
    assert.equal(
      found?.kind === 'answer' && found.answer.kind === 'label' && found.answer.label,
      'ham',
    );
  });

  it('refuses a file without an id, without an answer, with several, or with an id twice', async () => {
    const attacks = [
      ['item-less.csv', 'name,label\na,ham\nb,ham\n', 'ROLE_UNKNOWN'],
      ['answer-less.csv', 'id,colour\na,red\nb,blue\n', 'ROLE_UNKNOWN'],
      ['several.csv', 'id,label,text\na,ham,spam\nb,ham,ham\n', 'DATA_AMBIGUOUS'],
      ['twice.csv', 'id,label\na,ham\na,spam\n', 'DATA_AMBIGUOUS'],
    ] as const;
    for (const [name, content, code] of attacks)
      await assert.rejects(results(name, content, ['a']), { code }, name);
  });
});
