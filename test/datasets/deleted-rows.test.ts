import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import { digestOf } from '../../src/core/digest.ts';
import type { DatasetVersionId } from '../../src/core/identifiers.ts';
import { parseVerifierKey } from '../../src/core/signing/note-key.ts';
import { recordDerivation } from '../../src/datasets/derive/record-derivation.ts';
import { diffVersions } from '../../src/datasets/diff/diff-versions.ts';
import { exportVersion } from '../../src/datasets/export-version.ts';
import { checkKit } from '../../src/datasets/kit/check-kit.ts';
import { verifyVersion } from '../../src/datasets/verify/verify-version.ts';
import { scan } from '../../src/screening/scan.ts';
import { keepHiddenRows } from '../../src/workspace/versions/hidden-rows.ts';
import { readRecords } from '../../src/workspace/versions/read-records.ts';
import { resolveVersion } from '../../src/workspace/versions/resolve-version.ts';
import { jsonLines, reference, rows, type Versions, versions } from './versions.ts';

const HIDDEN = Uint32Array.of(0, 7, 8, 39);

/** A Parquet file of forty rows. */
async function parquet(folder: string): Promise<string> {
  const lines = join(folder, 'rows.jsonl');
  writeFileSync(lines, jsonLines(rows(40)));
  const path = join(folder, 'table.parquet');
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  await connection.run(
    `COPY (SELECT * FROM read_json_auto('${lines}') ORDER BY CAST(substr(id, 3) AS INTEGER)) TO '${path}' (FORMAT parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
  return path;
}

interface WithHidden {
  readonly made: Versions;
  readonly whole: DatasetVersionId;
  readonly hidden: DatasetVersionId;
  readonly path: string;
}

/** The same file as two versions: with all its rows, and with four that its table has deleted. */
async function withHidden(context: TestContext): Promise<WithHidden> {
  const made = await versions(context, [jsonLines(rows(5))]);
  const path = await parquet(made.folder);
  const whole = await keep(made, path, undefined);
  made.clock.move(1);
  return { made, path, whole, hidden: await keep(made, path, HIDDEN) };
}

async function keep(
  { workspace, ids, annActs }: Versions,
  at: string,
  deletedRows: Uint32Array | undefined,
): Promise<DatasetVersionId> {
  const { vault, paths, read } = workspace;
  const { digest: sha256, size } = await vault.put({ path: at });
  const list = await keepHiddenRows(deletedRows, vault);
  const file = { path: 'table.parquet', sha256, size };
  const files = [list === undefined ? file : { ...file, deletedRows: list }];
  const known = await readRecords([{ path: 'table.parquet', at, deletedRows }], {
    vault,
    scratch: paths.scratch,
  });
  const parent = await resolveVersion({ tables: read, vault }, reference(ids[0]));
  const { value } = await workspace.commit((unit) =>
    recordDerivation(
      unit,
      {
        dataset: parent.row.dataset,
        parents: [parent],
        files,
        known,
        trust: { tier: 'medium', taintedShare: 0, sources: parent.manifest.sources },
        transformation: { name: 'delete', code: digestOf('code'), parameters: {} },
        message: '',
        tag: null,
        started: unit.now,
      },
      annActs,
    ),
  );
  return value.version.id;
}

describe('rows that a table has deleted', () => {
  it('are no records, and are the difference to the version that has them', async (context) => {
    const { made, whole, hidden } = await withHidden(context);
    const check = await verifyVersion(made.workspace, reference(hidden), { rows: true });
    assert.deepEqual(check.problems, []);
    assert.equal(check.records, 36);
    const { rows: diff, files } = await diffVersions(made.workspace, {
      before: reference(whole),
      after: reference(hidden),
    });
    assert.deepEqual(
      diff?.examples.removed.map(({ row, values }) => [row, values['id']]),
      [
        [1, 'r-0'],
        [8, 'r-7'],
        [9, 'r-8'],
        [40, 'r-39'],
      ],
    );
    assert.deepEqual(files.changed, ['table.parquet']);
  });

  it('are not scanned', async (context) => {
    const { path } = await withHidden(context);
    const { report } = await scan({ paths: [path], deletedRows: new Map([[path, HIDDEN]]) });
    assert.equal(report.dataset.records, 36);
  });

  it('are not handed out unless asked for, and then with their list', async (context) => {
    const { made, hidden } = await withHidden(context);
    const out = join(made.folder, 'out');
    const asked = { version: reference(hidden), out };
    await assert.rejects(exportVersion(made.workspace, { ...asked, withDeletedRows: false }), {
      code: 'DATA_UNSUPPORTED',
      message: /4 rows/,
    });
    await exportVersion(made.workspace, { ...asked, withDeletedRows: true });
    const verifier = parseVerifierKey(made.verifierKey);
    const check = await checkKit({ folder: out, verifier, rows: true });
    assert.deepEqual(check.problems, []);
    assert.match(readFileSync(join(out, 'credence-kit', 'README.md'), 'utf8'), /Deleted rows/);
  });

  it('have no numbers in files that are not Parquet', async (context) => {
    const made = await versions(context, [jsonLines(rows(5))]);
    const at = join(made.data, 'tickets.jsonl');
    const { vault, paths } = made.workspace;
    const file = { path: 'tickets.jsonl', at, deletedRows: Uint32Array.of(1) };
    const known = await readRecords([file], { vault, scratch: paths.scratch });
    assert.equal(known.records, null);
    assert.match(known.why ?? '', /is no Parquet/);
  });
});
