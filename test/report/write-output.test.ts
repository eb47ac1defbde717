import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { CredenceError } from '../../src/core/error.ts';
import { replaceFile, writeOutput } from '../../src/report/write-output.ts';

let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'credence-output-'));
});
after(() => rm(folder, { recursive: true, force: true }));

test('an output replaces what was there, and nothing else is left', async () => {
  const path = join(folder, 'report.html');
  await writeOutput(path, 'first');
  await writeOutput(path, 'second');
  assert.equal(await readFile(path, 'utf8'), 'second');
  assert.deepEqual(await readdir(folder), ['report.html']);
});

test('an output that cannot be written says so, with its path', async () => {
  const path = join(folder, 'no', 'such', 'folder.json');
  await assert.rejects(writeOutput(path, '{}'), (error) => {
    assert.ok(error instanceof CredenceError);
    assert.equal(error.code, 'OUTPUT_FAILED');
    assert.equal(error.at?.file, path);
    return true;
  });
});

test('a writer that fails half-way leaves the old file whole', async () => {
  const path = join(folder, 'kept.csv');
  await writeOutput(path, 'whole');
  const failing = replaceFile(path, async (temporary) => {
    await writeFile(temporary, 'half');
    throw new Error('disk full');
  });
  await assert.rejects(failing, { code: 'OUTPUT_FAILED' });
  assert.equal(await readFile(path, 'utf8'), 'whole');
  assert.ok((await readdir(folder)).every((name) => !name.endsWith('.tmp')));
});
