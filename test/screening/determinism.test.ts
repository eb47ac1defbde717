import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import type { ScanReport } from '../../src/findings/scan-report.ts';
import { type ScanOutcome, scan } from '../../src/screening/scan.ts';
import { cleanCorpus } from './corpus.ts';
import { plantCopies, plantPhrase, SENTENCE } from './plantings.ts';
import { ROLES, scanRows, writeRows } from './scan-rows.ts';

/** A report without what may differ from run to run. */
function timeless({ started: _, seconds: __, ...report }: ScanReport): object {
  return report;
}

/** A report without what may differ from container to container. */
function contained(report: ScanReport): object {
  const { name: _, files: __, roles, ...dataset } = report.dataset;
  return {
    ...timeless(report),
    dataset: { ...dataset, roles: roles.map(({ column, role }) => [column, role].join()).sort() },
  };
}

describe('scan', () => {
  const clean = cleanCorpus({ seed: 2, count: 1500 });
  const { rows } = plantCopies(plantPhrase(clean, SENTENCE, { seed: 3, count: 30 }).rows, {
    seed: 4,
    count: 25,
  });
  const path = writeRows(rows);
  let first: ScanOutcome;

  before(async () => {
    first = await scan({ paths: [path], roles: ROLES });
  });

  it('says the same twice of the same bytes', async () => {
    const second = await scan({ paths: [path], roles: ROLES });
    assert.equal(first.report.verdict, 'fail');
    assert.deepEqual(timeless(second.report), timeless(first.report));
    assert.deepEqual(second.scores.risk, first.scores.risk);
  });

  it('says the same where nothing fits into memory', async () => {
    const spilled = await scan({ paths: [path], roles: ROLES, memory: 1 });
    assert.deepEqual(timeless(spilled.report), timeless(first.report));
  });

  it('says the same of the same records in Parquet, in JSON and in shards', async () => {
    const parquet = path.replace('.jsonl', '.parquet');
    const instance = await DuckDBInstance.create();
    const connection = await instance.connect();
    const columns = Object.entries(rows[0] ?? {}).map(
      ([name, value]) => `${name}: '${typeof value === 'number' ? 'BIGINT' : 'VARCHAR'}'`,
    );
    await connection.run(
      `COPY (SELECT * FROM read_json('${path}', columns = {${columns.join()}})) TO '${parquet}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`,
    );
    connection.closeSync();
    instance.closeSync();
    const shards = [writeRows(rows.slice(0, 400)), writeRows(rows.slice(400))];
    for (const paths of [[parquet], shards]) {
      const other = await scan({ paths, roles: ROLES });
      assert.deepEqual(contained(other.report), contained(first.report));
      assert.deepEqual(other.scores.risk, first.scores.risk);
    }
  });

  it('finds the same patterns whatever the order of the records', async () => {
    const other = await scanRows(rows.toReversed());
    const patterns = ({ report }: ScanOutcome): string[] =>
      report.findings
        .map(({ pattern, outcome }) =>
          JSON.stringify(pattern.kind === 'copies' ? pattern.kind : [pattern, outcome]),
        )
        .sort();
    assert.deepEqual(patterns(other), patterns(first));
    assert.notEqual(other.report.dataset.digest, first.report.dataset.digest);
  });
});
