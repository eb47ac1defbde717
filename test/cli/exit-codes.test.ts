import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { exitCodeOf, exitCodeOfError } from '../../src/cli/exit-code.ts';
import { CredenceError } from '../../src/core/error.ts';
import { VERDICTS } from '../../src/findings/verdict.ts';
import { CLEAN, POISONED, writeReviews } from './reviews.ts';
import { credence } from './run-credence.ts';

describe('exit codes', { concurrency: 4 }, () => {
  let folder: string;
  let clean: string;
  let poisoned: string;
  let torn: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'cli-test-'));
    clean = writeReviews(folder, CLEAN, 'clean.jsonl');
    poisoned = writeReviews(folder, POISONED.rows, 'poisoned.jsonl');
    torn = writeReviews(folder, CLEAN, 'torn.jsonl');
    appendFileSync(torn, '{"text": "to\n');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const run = async (...args: string[]): Promise<number | null> => (await credence(args)).code;

  it('are 0 for data that pass, 1 for data that fail, 3 where rows could not be read', async () => {
    assert.deepEqual(
      [await run('scan', clean), await run('scan', poisoned), await run('scan', torn)],
      [0, 1, 3],
    );
  });

  it('are 0 for a failing scan that only reports, and not for an inconclusive one', async () => {
    assert.equal(await run('scan', poisoned, '--report-only'), 0);
    assert.equal(await run('scan', torn, '--report-only'), 3);
  });

  it('follow the step that shall fail, and the bad rows that are allowed', async () => {
    assert.equal(await run('scan', poisoned, '--fail-on', 'confirmed-poisoning'), 0);
    assert.equal(await run('scan', torn, '--max-bad-rows', '1'), 0);
  });

  it('are 2 for whatever could not be done', async () => {
    assert.equal(await run('scan', join(folder, 'missing.jsonl')), 2);
    assert.equal(await run('scan'), 2);
    assert.equal(await run('unknown'), 2);
    assert.equal(await run(), 2);
  });

  it('are 0 for help and version, and the help states them all', async () => {
    const help = await credence(['scan', '--help']);
    assert.equal(help.code, 0);
    assert.match(
      help.stdout.replace(/\s+/g, ' '),
      /Exit code 0 pass, 1 fail, 2 error, 3 inconclusive, 4 held/,
    );
    const version = await credence(['--version']);
    assert.deepEqual([version.code, /^\d+\.\d+\.\d+\n$/.test(version.stdout)], [0, true]);
  });
});

describe('exitCodeOf', () => {
  it('gives each verdict a code of its own', () => {
    assert.deepEqual(VERDICTS.map(exitCodeOf), [0, 1, 4, 3]);
  });

  it('gives cancellation 130 and every other error 2', () => {
    assert.equal(exitCodeOfError(new CredenceError('CANCELLED', 'Stopped.')), 130);
    assert.equal(exitCodeOfError(AbortSignal.abort().reason), 130);
    assert.equal(exitCodeOfError(new CredenceError('DATA_EMPTY', 'Nothing.')), 2);
    assert.equal(exitCodeOfError('thrown'), 2);
  });
});
