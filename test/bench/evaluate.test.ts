import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { writeTable } from '../../bench/quality/datasets/write-table.ts';
import { CASES } from '../../bench/quality/evaluation/cases.ts';
import { tableRow } from '../../bench/quality/evaluation/markdown-table.ts';
import { parseOptions } from '../../bench/quality/evaluation/options.ts';
import { reviews } from './reviews.ts';

const PROGRAM = fileURLToPath(new URL('../../bench/quality/evaluate.ts', import.meta.url));

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'credence-test-'));
  await mkdir(join(folder, 'text-sst2'));
  await mkdir(join(folder, 'temporary'));
  await writeTable(join(folder, 'text-sst2/train.tsv'), { ...reviews(1500), header: null }, 'tsv');
});
after(() => rm(folder, { recursive: true }));

async function evaluate(...args: string[]): Promise<{ code: number; out: string; errors: string }> {
  const env = { ...process.env, TMPDIR: join(folder, 'temporary') };
  const child = spawn(process.execPath, [PROGRAM, '--data', folder, ...args], { env });
  let [out, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const { promise, resolve } = Promise.withResolvers<number>();
  child.once('close', (code) => resolve(code ?? -1));
  return { code: await promise, out, errors };
}

describe('evaluation', () => {
  it('plants, scans and judges a case, and leaves nothing behind', async () => {
    const [json, markdown] = [join(folder, 'results.json'), join(folder, 'table.md')];
    const files = ['--out', json, '--markdown', markdown];
    const { code, out, errors } = await evaluate(
      '--only',
      '^zero-width-sst2$',
      '--seeds',
      '2',
      ...files,
    );
    assert.equal(errors, '');
    assert.equal(code, 0, out);
    assert.match(out, /recall 1\.000; recovered 2 of 2 \(2 suspected\) \| yes \|/u);
    assert.match(out, /1 of 1 met; 2 scans/u);
    assert.ok(out.startsWith(await readFile(markdown, 'utf8')));
    const { seeds, results } = JSON.parse(await readFile(json, 'utf8'));
    assert.equal(seeds, 2);
    assert.equal(results[0].details.length, 2);
    assert.equal(results[0].details[0].rows, 15);
    assert.deepEqual(await readdir(join(folder, 'temporary')), []);
  });

  it('counts resampled clean sets and says that a few are a quick run', async () => {
    const { code, out } = await evaluate('--only', 'permuted-sst2', '--draws', '2');
    assert.equal(code, 0, out);
    assert.match(out, /\| 0 of 2 draws, a quick run: 200 are asked for \| yes \|/u);
  });

  it('does not pass what it could not measure', async () => {
    const { code, out } = await evaluate('--only', '^sentence-agnews$');
    assert.equal(code, 1);
    assert.match(out, /not measured: .*agnews.* \| \*\*no\*\* \|/u);
    assert.match(out, /0 of 1 met/u);
  });

  it('refuses to run no case', async () => {
    const { code, errors } = await evaluate('--only', 'nothing-like-this');
    assert.equal(code, 2);
    assert.match(errors, /matches no case/u);
  });

  it('has every case of the table under a name of its own', () => {
    assert.equal(new Set(CASES.map(({ id }) => id)).size, CASES.length);
    const required = CASES.filter(({ extra }) => extra !== true);
    assert.ok(required.length >= 50, `${required.length} required rows`);
  });
});

describe('options of the evaluation', () => {
  it('has a quick run by default and a deep one by flag', () => {
    assert.equal(parseOptions(['--data', 'd']).draws, 20);
    assert.equal(parseOptions(['--data', 'd', '--draws', '200']).draws, 200);
    assert.equal(parseOptions(['--data', 'd', '--deep']).draws, 2000);
  });

  it('refuses what is missing, unknown or no number', () => {
    assert.throws(() => parseOptions([]), /--data/u);
    assert.throws(() => parseOptions(['--data', 'd', '--fast']), /--fast/u);
    assert.throws(() => parseOptions(['--data', 'd', '--seeds', '0']), /--seeds/u);
  });
});

describe('a row of the table', () => {
  it('keeps quoted patterns inside their cell', () => {
    const row = {
      id: 'x',
      title: 'a|b',
      must: 'm',
      extra: true,
      met: false,
      details: [],
      seconds: 1,
    };
    assert.equal(
      tableRow({ ...row, measured: 'line\nbreak <b> `c` | d' }),
      '| a\\|b (extra) | m | line break \\<b\\> \\`c\\` \\| d | **no** |\n',
    );
  });
});
