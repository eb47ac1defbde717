import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { CLEAN, writeReviews } from './reviews.ts';
import { credence } from './run-credence.ts';

describe('what scan refuses', { concurrency: 4 }, () => {
  let folder: string;
  let data: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'cli-test-'));
    data = writeReviews(folder, CLEAN.slice(0, 50));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const CASES: Readonly<Record<string, readonly [(data: string) => string[], RegExp]>> = {
    'an unknown flag': [(path) => ['scan', path, '--lable', 'x'], /--lable/],
    'an unknown column': [(path) => ['scan', path, '--label', 'lable'], /lable/],
    'a file that is not there': [(path) => ['scan', `${path}.gone`], /reviews\.jsonl\.gone/],
    'an unknown step': [(path) => ['scan', path, '--fail-on', 'often'], /often/],
    'a format that it does not read': [
      (path) => ['scan', path, '--format', 'xls'],
      /--format.*(?:jsonl|xls)/s,
    ],
    'a size that is none': [(path) => ['scan', path, '--memory', 'lots'], /lots is no size/],
    'a budget that is too small': [
      (path) => ['scan', path, '--memory', '1MB'],
      /--memory must be at least 256MB/,
    ],
    'a count that is none': [(path) => ['scan', path, '--max-bad-rows', '-1'], /--max-bad-rows/],
    'an empty sample': [(path) => ['scan', path, '--sample', '0'], /--sample must be at least 1/],
    'no time at all': [(path) => ['scan', path, '--time-limit', '0'], /--time-limit/],
    'a cap that is no share': [
      (path) => ['scan', path, '--contributor-cap', '5'],
      /--contributor-cap takes a share/,
    ],
    'groups without a name': [(path) => ['scan', path, '--groups', 'a,,b'], /--groups takes names/],
    'a digest without a baseline': [
      (path) => ['scan', path, '--baseline-digest', `sha256:${'0'.repeat(64)}`],
      /no baseline/,
    ],
    'a digest that is none': [
      (path) => ['scan', path, '--baseline', path, '--baseline-digest', 'latest'],
      /latest is no digest/,
    ],
    'another baseline than the recorded one': [
      (path) => ['scan', path, '--baseline', path, '--baseline-digest', `sha256:${'0'.repeat(64)}`],
      /is not the one that was recorded: its digest is sha256:[0-9a-f]{64}/,
    ],
    'known answers that are not there': [
      (path) => ['scan', path, '--known-answers', `${path}.csv`],
      /reviews\.jsonl\.csv/,
    ],
    'probabilities that are not there': [
      (path) => ['scan', path, '--probabilities', `${path}.npy`],
      /reviews\.jsonl\.npy/,
    ],
    'scores of another kind': [
      (path) => ['scan', path, '--scores', `${path}.json`],
      /\.csv or \.parquet/,
    ],
    'standard input beside a file': [(path) => ['scan', path, '-'], /Standard input/],
  };

  for (const [what, [args, message]] of Object.entries(CASES)) {
    it(`says so of ${what}, with 2, and prints nothing else`, async () => {
      const { code, stdout, stderr } = await credence(args(data));
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, message);
      assert.ok(!/\n\s+at /.test(stderr), 'no stack for people');
    });
  }

  it('is said in JSON on standard error where the output is JSON', async () => {
    for (const args of [
      ['scan', join(folder, 'gone.jsonl'), '--json'],
      ['scan', data, '--label', 'lable', `--json=${join(folder, 'report.json')}`],
      ['scan', data, '--lable', 'x', '--json'],
      ['scan', '--json'],
    ]) {
      const { code, stdout, stderr } = await credence(args);
      assert.deepEqual([code, stdout], [2, '']);
      const { error } = JSON.parse(stderr) as { error: { code: string; message: string } };
      assert.match(error.code, /^[A-Z_]+$/);
      assert.ok(error.message.length > 5);
    }
  });

  it('is to write a report over the data', async () => {
    const before = readFileSync(data, 'utf8');
    for (const args of [
      ['scan', '--json', data, data],
      ['scan', data, '--html', data],
      ['scan', data, '--sarif', join(folder, '.', 'reviews.jsonl')],
    ]) {
      assert.equal((await credence(args)).code, 2);
      assert.equal(readFileSync(data, 'utf8'), before);
    }
  });

  it('shows what hides in names, and leaves no output behind', async () => {
    const html = join(folder, 'refused.html');
    const { stderr } = await credence([
      'scan',
      `${folder}/no\u202esuch\u001b[31m.jsonl`,
      '--html',
      html,
    ]);
    assert.match(stderr, /no⟨U\+202E⟩such⟨U\+001B⟩\[31m/);
    assert.equal(existsSync(html), false);
  });

  it('is a configuration or decisions that are wrong, with the place', async () => {
    const wrong = join(folder, 'wrong.yaml');
    writeFileSync(wrong, 'datasets:\n  - files: "*"\n    roles: { lable: x }\n');
    const configured = await credence(['scan', data, '--config', wrong]);
    assert.equal(configured.code, 2);
    assert.match(configured.stderr, /wrong\.yaml.*"lable" in datasets\[0\]\.roles/s);
    writeFileSync(wrong, 'decisions:\n  - pattern: zorvex\n');
    const decided = await credence(['scan', data, '--decisions', wrong]);
    assert.equal(decided.code, 2);
    assert.match(decided.stderr, /decisions\.0\.pattern/);
  });
});
