import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const HOSTILE = '<script>alert(1)</script>\u202e';

describe('credence behave', () => {
  let folder: string;
  const at = (name: string): string => join(folder, name);
  const credence = (...words: readonly string[]): ReturnType<typeof run> => run(folder, words);

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'credence behave '));
    const items = Array.from({ length: 400 }, (_, index) =>
      JSON.stringify({
        id: index,
        text: `${index % 4 === 0 ? 'zembla' : 'shop'} ${HOSTILE}`,
        expected: 'ham',
        tags: [HOSTILE],
      }),
    );
    writeFileSync(at('items.jsonl'), items.join('\n'));
    writeFileSync(at('suite.yaml'), 'name: mail\nitems: items.jsonl\n');
    writeAnswers('old.csv', () => 'ham');
    writeAnswers('new.csv', (id) => (id % 8 === 0 ? 'spam' : 'ham'));
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  function writeAnswers(name: string, answer: (id: number) => string): void {
    const rows = Array.from({ length: 400 }, (_, id) => `${id},${answer(id)}`);
    writeFileSync(at(name), `id,label\n${rows.join('\n')}\n`);
  }

  it('fails a new version, names the slice, and writes a page in which nothing of the data runs', () => {
    const { status, stdout } = credence(
      ...['behave', 'compare', 'old.csv', 'new.csv', '--suite', '.', '--html', 'page.html'],
    );
    assert.equal(status, 1);
    assert.match(stdout, /contains ‘zembla’/);
    assert.ok(!stdout.includes('\u202e'));
    const page = readFileSync(at('page.html'), 'utf8');
    assert.ok(!page.includes('<script'));
    assert.ok(!page.includes('\u202e'));
    assert.match(page, /id="rows-failures"/);
    assert.match(page, /&lt;script&gt;/);
  });

  it('prints one JSON document', () => {
    const { status, stdout } = credence(
      ...['behave', 'compare', 'old.csv', 'new.csv', '--suite', 'suite.yaml', '--json'],
    );
    assert.equal(status, 1);
    const report: { verdict: string } = JSON.parse(stdout);
    assert.equal(report.verdict, 'fail');
  });

  it('passes a version against itself', () => {
    assert.equal(credence('behave', 'compare', 'old.csv', 'old.csv', '--suite', '.').status, 0);
  });

  it('is inconclusive where answers are missing, and names them', () => {
    writeFileSync(at('short.csv'), readFileSync(at('old.csv'), 'utf8').replace('\n7,ham\n', '\n'));
    const { status, stdout } = credence(
      'behave',
      'compare',
      'old.csv',
      'short.csv',
      '--suite',
      '.',
    );
    assert.equal(status, 3);
    assert.match(stdout, /missing for 1 items \(7\)/);
  });

  it('fails a version that became worse, whatever answers it leaves out', () => {
    writeFileSync(at('hides.csv'), readFileSync(at('new.csv'), 'utf8').replace('\n8,spam\n', '\n'));
    assert.equal(credence('behave', 'compare', 'old.csv', 'hides.csv', '--suite', '.').status, 1);
  });

  it('refuses two answers to one item, and says where', () => {
    writeFileSync(at('twice.csv'), `${readFileSync(at('old.csv'), 'utf8')}7,spam\n`);
    const { status, stderr } = credence(
      'behave',
      'compare',
      'old.csv',
      'twice.csv',
      '--suite',
      '.',
    );
    assert.equal(status, 2);
    assert.match(stderr, /Two predictions have the id 7/);
  });

  it('will not write a report over what it reads', () => {
    const { status } = credence(
      ...['behave', 'compare', 'old.csv', 'new.csv', '--suite', '.', '--html', 'old.csv'],
    );
    assert.equal(status, 2);
  });

  it('refuses a suite that was edited since it was sealed', () => {
    const items = readFileSync(at('items.jsonl'), 'utf8');
    const suite = readFileSync(at('suite.yaml'), 'utf8');
    const seal = credence('behave', 'seal', '.');
    assert.match(seal.stdout, /^seal: sha256:[0-9a-f]{64}\n$/);
    writeFileSync(at('suite.yaml'), suite + seal.stdout);
    assert.equal(credence('behave', 'compare', 'old.csv', 'old.csv', '--suite', '.').status, 0);
    assert.equal(credence('behave', 'seal', '.').status, 2);
    writeFileSync(at('items.jsonl'), items.replace('"expected":"ham"', '"expected":"spam"'));
    const edited = credence('behave', 'compare', 'old.csv', 'old.csv', '--suite', '.');
    writeFileSync(at('items.jsonl'), items);
    writeFileSync(at('suite.yaml'), suite);
    assert.equal(edited.status, 2);
    assert.match(edited.stderr, /edited since it was sealed/);
  });
});

function run(
  cwd: string,
  words: readonly string[],
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...words], {
    cwd,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}
