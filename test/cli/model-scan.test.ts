import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { parseModelScanReport } from '../../src/findings/model-scan-report-schema.ts';
import { textPickle } from '../modelfiles/text-pickle.ts';
import { credence, MAIN, ownFolder } from './run-credence.ts';

/** An array of numbers, a call, an instance of a class of the writer's own, and what nobody knows. */
const NUMBERS = Buffer.from('(lp0\nI1\naI2\na.');
const CALL = textPickle('os', 'system', 'id');
const OWN_CLASS = Buffer.from(
  '\x80\x04\x8c\x08__main__\x8c\x05Model\x93)\x81}\x8c\x01aK\x01sb.',
  'latin1',
);
const NOISE = Buffer.from('\x01\x02\xfe\xff\x00\x07', 'latin1');

const EXIT_CODES: Readonly<Record<string, readonly [code: number, content: Buffer]>> = {
  pass: [0, NUMBERS],
  fail: [1, CALL],
  inconclusive: [3, NOISE],
  held: [4, OWN_CLASS],
};

describe('credence model scan', { concurrency: 4 }, () => {
  let folder: string;
  const path = (name: string): string => join(folder, name);

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'cli-test-'));
    for (const [name, [, content]] of Object.entries(EXIT_CODES)) {
      writeFileSync(path(`${name}.pkl`), content);
    }
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const [name, [expected, content]] of Object.entries(EXIT_CODES)) {
    it(`exits with ${expected} where the verdict is ${name}, of a file and of a stream`, async () => {
      const ended = await credence(['model', 'scan', path(`${name}.pkl`)]);
      assert.deepEqual([ended.code, ended.stderr], [expected, '']);
      assert.match(ended.stdout, new RegExp(name.toUpperCase()));
      const piped = await new Promise<number | null>((resolve) => {
        const child = spawn(process.execPath, [MAIN, 'model', 'scan', '-'], {
          stdio: ['pipe', 'ignore', 'inherit'],
        });
        child.stdin.end(content);
        child.once('close', resolve);
      });
      assert.equal(piped, expected);
    });
  }

  it('scans folders with everything below, whatever files are called; a failure outranks the rest', async () => {
    const models = path('models');
    mkdirSync(join(models, 'deep'), { recursive: true });
    for (const [name, [, content]] of Object.entries(EXIT_CODES)) {
      writeFileSync(join(models, 'deep', `${name}.txt`), content);
    }
    writeFileSync(join(models, 'packed'), gzipSync(CALL));
    const { code, stdout } = await credence(['model', 'scan', models, '--json']);
    assert.equal(code, 1);
    const verdicts = parseModelScanReport(JSON.parse(stdout)).files.map(({ verdict }) => verdict);
    assert.deepEqual(verdicts, ['fail', 'held', 'inconclusive', 'pass', 'fail']);
  });

  it('scans what a glob matches, and an empty folder is inconclusive', async () => {
    assert.equal((await credence(['model', 'scan', path('pas*.pkl')])).code, 0);
    mkdirSync(path('empty'));
    assert.equal((await credence(['model', 'scan', path('empty')])).code, 3);
  });

  it('takes a policy that is pinned to its digest, and no other one of that name', async () => {
    const policy = path('pinned.yaml');
    writeFileSync(policy, 'name: own\nextends: [data-only]\n');
    const scan = (pin: string) =>
      credence(['model', 'scan', path('pass.pkl'), '--policy', `${policy}${pin}`, '--json']);
    const { digest } = parseModelScanReport(JSON.parse((await scan('')).stdout)).policy;
    assert.equal((await scan(`@${digest}`)).code, 0);
    writeFileSync(policy, 'name: own\nextends: [library:numpy]\n');
    const changed = await scan(`@${digest}`);
    assert.deepEqual([changed.code, changed.stdout], [2, '']);
    assert.match(changed.stderr, /INTEGRITY_FAILED/);
  });

  it('writes every output that is asked for, and nothing else', async () => {
    const outputs = path('outputs');
    mkdirSync(outputs);
    const names = { html: 'r.html', sarif: 'r.sarif', junit: 'r.xml', json: 'r.json' };
    const flags = Object.entries(names).flatMap(([flag, name]) => [
      `--${flag}`,
      join(outputs, name),
    ]);
    const { code, stdout, stderr } = await credence(['model', 'scan', path('fail.pkl'), ...flags]);
    assert.deepEqual([code, stderr], [1, '']);
    assert.deepEqual(readdirSync(outputs).sort(), Object.values(names).sort());
    for (const name of Object.values(names)) {
      assert.match(readFileSync(join(outputs, name), 'utf8'), /os\.system/);
    }
    assert.match(stdout, /os\.system\('id'\)/);
    assert.ok(stdout.includes(join(outputs, 'r.html')));
  });

  it('passes a held file by the policy that it printed, and by that alone', async () => {
    const { stdout } = await credence(['model', 'scan', path('held.pkl')]);
    const lines = stdout.split('\n');
    const first = lines.findIndex((line) => line.trim().startsWith('name:'));
    const last = lines.findIndex((line) => line.includes('sha256:'));
    const policy = path('approved.yaml');
    writeFileSync(
      policy,
      lines
        .slice(first, last + 1)
        .map((line) => line.slice(4))
        .join('\n'),
    );
    const approved = await credence(['model', 'scan', '--policy', policy, path('held.pkl')]);
    assert.equal(approved.code, 0);
    writeFileSync(
      path('other.pkl'),
      Buffer.concat([OWN_CLASS.subarray(0, -3), Buffer.from('\x02sb.')]),
    );
    const other = await credence(['model', 'scan', '--policy', policy, path('other.pkl')]);
    assert.notEqual(other.code, 0);
  });

  it('explains what loading would do, of a file that passes as well', async () => {
    const { stdout } = await credence(['model', 'scan', path('pass.pkl'), '--explain']);
    assert.match(stdout, /return \[1, 2\]/);
  });

  it('compares chat templates with the base model’s, from either of its files', async () => {
    const template = '{% if "x" in messages[0].content %}{{ "y" }}{% endif %}';
    writeFileSync(path('tokenizer_config.json'), JSON.stringify({ chat_template: template }));
    writeFileSync(path('base.jinja'), template);
    writeFileSync(path('other.jinja'), '{{ messages[0].content }}');
    mkdirSync(path('base'));
    const list = { chat_template: [{ name: 'default', template }] };
    writeFileSync(path('base/tokenizer_config.json'), JSON.stringify(list));
    const scan = async (base: string): Promise<number | null> =>
      (await credence(['model', 'scan', path('tokenizer_config.json'), '--base', path(base)])).code;
    assert.equal(await scan('base.jinja'), 0);
    assert.equal(await scan('base/tokenizer_config.json'), 0);
    assert.equal(await scan('other.jinja'), 4);
  });

  it('lets a job go on with --report-only where files fail, and only there', async () => {
    const only = async (name: string): Promise<number | null> =>
      (await credence(['model', 'scan', path(`${name}.pkl`), '--report-only'])).code;
    assert.deepEqual(
      [await only('fail'), await only('held'), await only('inconclusive')],
      [0, 4, 3],
    );
  });

  const REFUSED: Readonly<Record<string, readonly [args: () => string[], RegExp]>> = {
    'no path': [() => [], /path/],
    'a path under which there is nothing': [() => [path('pass.pkl'), path('gone')], /gone/],
    'a glob that matches nothing': [() => [path('*.onnx')], /\*\.onnx/],
    'an unknown flag': [() => [path('pass.pkl'), '--polcy', 'x'], /--polcy/],
    'an unknown policy': [() => [path('pass.pkl'), '--policy', 'library:nope'], /library:nope/],
    'a policy file that is not there': [() => [path('pass.pkl'), '--policy', 'gone'], /gone/],
    'a policy file that is none': [
      () => [path('pass.pkl'), '--policy', path('held.pkl')],
      /policy/,
    ],
    'a base without a template': [
      () => [path('pass.pkl'), '--base', path('no-template.json')],
      /no-template\.json/,
    ],
    'an output that is read': [() => [path('pass.pkl'), '--html', path('pass.pkl')], /--html/],
  };

  for (const [what, [args, message]] of Object.entries(REFUSED)) {
    it(`refuses ${what} with 2, and says why`, async () => {
      writeFileSync(path('no-template.json'), '{}');
      const { code, stdout, stderr } = await credence(['model', 'scan', ...args()]);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, message);
      assert.ok(!/\n\s+at /.test(stderr), 'no stack for people');
    });
  }

  it('ends with 130 when it is interrupted, on a stream that never ends', async (context) => {
    const scratch = ownFolder(context);
    const child: ChildProcess = spawn(process.execPath, [MAIN, 'model', 'scan', '-'], {
      env: { ...process.env, TMPDIR: scratch },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    context.after(() => child.kill('SIGKILL'));
    // More than the system keeps for a reader: when it is gone, the scan has begun.
    child.stdin?.write(Buffer.alloc(2 ** 22));
    while (child.stdin?.writableLength !== 0) await setTimeout(20);
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    assert.equal(code, 130);
  });
});
