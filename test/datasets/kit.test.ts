import assert from 'node:assert/strict';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { KeyPair } from '../../src/core/signing/key-pair.ts';
import { formatVerifierKey, parseVerifierKey } from '../../src/core/signing/note-key.ts';
import { exportVersion } from '../../src/datasets/export-version.ts';
import { checkKit, type KitCheck } from '../../src/datasets/kit/check-kit.ts';
import { credence } from '../cli/run-credence.ts';
import { takeIn, team } from '../gates/team.ts';
import { ownFolder } from '../workspace/test-workspace.ts';
import { jsonLines, reference, rows, tamper, type Versions, versions } from './versions.ts';

interface Handed {
  /** The exported version, on another machine. */
  readonly folder: string;
  readonly made: Versions;
  check(rows?: boolean): Promise<KitCheck>;
}

/** Exports a version and takes it elsewhere; the workspace is out of reach there. */
async function handOver(context: TestContext): Promise<Handed> {
  const made = await versions(context, [jsonLines(rows(30)), jsonLines(rows(31))]);
  const out = join(made.folder, 'out');
  const version = reference(made.ids[0]);
  await exportVersion(made.workspace, { version, out, withDeletedRows: false });
  const folder = join(ownFolder(context), 'handed');
  cpSync(out, folder, { recursive: true });
  const verifier = parseVerifierKey(made.verifierKey);
  return { folder, made, check: (all = false) => checkKit({ folder, verifier, rows: all }) };
}

function kitFile(folder: string, kind: string): string {
  const [name] = readdirSync(join(folder, 'credence-kit', kind));
  return join(folder, 'credence-kit', kind, name ?? assert.fail());
}

function change(path: string, from: string, to: string): void {
  const text = readFileSync(path, 'latin1');
  assert.ok(text.includes(from));
  writeFileSync(path, text.replace(from, to), 'latin1');
}

describe('an exported version', () => {
  it('is checked on another machine with the verifier key alone', async (context) => {
    const { folder, made } = await handOver(context);
    const elsewhere = ownFolder(context);
    const { code, stdout, stderr } = await credence(
      ['dataset', 'verify', '--kit', folder, '--key', made.verifierKey, '--rows', '--json'],
      { cwd: elsewhere, env: { HOME: elsewhere, XDG_CONFIG_HOME: join(elsewhere, 'none') } },
    );
    assert.equal(code, 0, stderr);
    const check: KitCheck = JSON.parse(stdout);
    assert.equal(check.version, made.ids[0]);
    assert.equal(check.verdict, 'pass');
    assert.deepEqual(
      check.statements.filter(({ aboutVersion }) => aboutVersion).map(({ name }) => name),
      ['Ann'],
    );
    assert.deepEqual(readdirSync(elsewhere), []);
  });

  it('names the file and the row that somebody changed', async (context) => {
    const { folder, check } = await handOver(context);
    change(join(folder, 'tickets.jsonl'), 'soup number 7 ', 'soap number 7 ');
    const { verdict, problems } = await check();
    assert.equal(verdict, 'fail');
    assert.deepEqual(
      problems.map(({ what, file, row }) => [what, file, row]),
      [
        ['file', 'tickets.jsonl', undefined],
        ['records', 'tickets.jsonl', 8],
      ],
    );
  });

  it('holds no other files, no links, and lacks none', async (context) => {
    const { folder, check } = await handOver(context);
    writeFileSync(join(folder, 'more.jsonl'), '{}\n');
    renameSync(join(folder, 'tickets.jsonl'), join(folder, '..', 'moved.jsonl'));
    symlinkSync('../moved.jsonl', join(folder, 'tickets.jsonl'));
    const linked = await check();
    assert.deepEqual(linked.problems.map(({ file }) => file).sort(), [
      'more.jsonl',
      'tickets.jsonl',
    ]);
    rmSync(join(folder, 'tickets.jsonl'));
    const { problems } = await check();
    assert.ok(problems.some(({ message }) => message === 'tickets.jsonl is missing.'));
  });

  it('is not believed under another manifest', async (context) => {
    const { folder, check } = await handOver(context);
    change(join(folder, 'credence-kit', 'manifest.json'), '"taintedShare":0', '"taintedShare":1');
    await assert.rejects(check(), { code: 'INTEGRITY_FAILED', message: /vouches/ });
  });

  it('is not believed as another version of the same ledger', async (context) => {
    const { folder, made, check } = await handOver(context);
    const other = await made.workspace.vault.bytes(made.ids[1] ?? assert.fail());
    writeFileSync(join(folder, 'credence-kit', 'manifest.json'), other);
    await assert.rejects(check(), { code: 'INTEGRITY_FAILED', message: /vouches/ });
  });

  for (const kind of ['statements', 'entries', 'receipts', 'keys'])
    it(`is not believed when one of its ${kind} was altered or is missing`, async (context) => {
      const { folder, check } = await handOver(context);
      const path = kitFile(folder, kind);
      const bytes = readFileSync(path);
      const middle = Math.floor(bytes.length / 2);
      bytes[middle] = (bytes[middle] ?? 0) === 0x41 ? 0x42 : 0x41;
      writeFileSync(path, bytes);
      await assert.rejects(check(), { name: 'CredenceError' });
      rmSync(path);
      if (kind === 'statements') return;
      await assert.rejects(check(), { name: 'CredenceError' });
    });

  it('is not believed under a key that came with it from a forger', async (context) => {
    const { folder } = await handOver(context);
    const { publicKey } = KeyPair.generate();
    const forged = formatVerifierKey({ name: 'credence-ledger/forged', kind: 'note', publicKey });
    writeFileSync(join(folder, 'credence-kit', 'verifier-key.txt'), forged);
    const verifier = parseVerifierKey(forged);
    await assert.rejects(checkKit({ folder, verifier, rows: false }), {
      code: 'SIGNATURE_INVALID',
    });
  });

  it('is not believed with another list of record digests', async (context) => {
    const { folder, check } = await handOver(context);
    const path = join(folder, 'credence-kit', 'record-digests.bin');
    const bytes = readFileSync(path);
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    assert.deepEqual(
      (await check()).problems.map(({ what }) => what),
      ['list'],
    );
  });

  it('leads no reader to a device or elsewhere', async (context) => {
    const { folder, check } = await handOver(context);
    const path = join(folder, 'credence-kit', 'manifest.json');
    rmSync(path);
    symlinkSync('/dev/zero', path);
    await assert.rejects(check(), { code: 'FILE_UNREADABLE' });
  });

  it('demands a key', async (context) => {
    const { folder } = await handOver(context);
    const { code, stderr } = await credence(['dataset', 'verify', '--kit', folder]);
    assert.equal(code, 2);
    assert.match(stderr, /did not come with it/);
  });
});

describe('exporting', () => {
  it('writes over nothing, and leaves nothing half-written', async (context) => {
    const made = await versions(context, [jsonLines(rows(20))]);
    const version = reference(made.ids[0]);
    const taken = join(made.folder, 'taken');
    mkdirSync(taken);
    writeFileSync(join(taken, 'mine.txt'), 'mine');
    const asked = { version, withDeletedRows: false };
    await assert.rejects(exportVersion(made.workspace, { ...asked, out: taken }), {
      code: 'OUTPUT_FAILED',
    });
    tamper(made.workspace, 'soup number 3', 'soap number 3');
    const again = await made.reopen();
    const out = join(made.folder, 'out');
    await assert.rejects(exportVersion(again, { ...asked, out }), { code: 'INTEGRITY_FAILED' });
    assert.ok(!existsSync(out));
    assert.ok(readdirSync(made.folder).every((name) => !name.startsWith('.out-')));
  });

  it('refuses a version with a file where its kit would stand', async (context) => {
    const made = await team(context);
    mkdirSync(join(made.data, 'Credence-Kit'));
    writeFileSync(join(made.data, 'Credence-Kit', 'manifest.json'), '{}');
    const { version } = await takeIn(made, jsonLines(rows(5)));
    const out = join(made.folder, 'out');
    const asked = { version: reference(version), out, withDeletedRows: false };
    await assert.rejects(exportVersion(made.workspace, asked), { code: 'OUTPUT_FAILED' });
  });
});
