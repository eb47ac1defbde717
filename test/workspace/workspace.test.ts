import assert from 'node:assert/strict';
import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { digestOf } from '../../src/core/digest.ts';
import { parseVerifierKey } from '../../src/core/signing/note-key.ts';
import { decodeLeaf } from '../../src/ledger/leaf.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import { initWorkspace } from '../../src/workspace/init-workspace.ts';
import { FileKeyRing } from '../../src/workspace/key-ring.ts';
import { openWorkspace } from '../../src/workspace/open-workspace.ts';
import { systemRandom } from '../../src/workspace/random.ts';
import { verifyWorkspace } from '../../src/workspace/verify-workspace.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { findProject } from '../../src/workspace/workspace-paths.ts';
import { HandClock, ownFolder, type TestWorkspace, testWorkspace } from './test-workspace.ts';

function note(workspace: Workspace, { ann }: TestWorkspace, text: string) {
  return workspace.commit(async (unit) => {
    const { digest } = await unit.put({ bytes: text });
    await unit.registry.settings.put(text, digest);
    await unit.log({ type: 'test.noted', subjects: [digest], statement: null, actor: ann.keyId });
    return digest;
  });
}

describe('a new workspace', () => {
  it('has a policy with comments, private state, a key of mode 0600, and a line in .gitignore', async (context) => {
    const { folder, keys, ann, workspace } = await testWorkspace(context);
    assert.match(readFileSync(join(folder, 'credence.yaml'), 'utf8'), /^# What may enter/);
    assert.equal(readFileSync(join(folder, '.gitignore'), 'utf8'), '.credence/\n');
    assert.equal(statSync(join(folder, '.credence')).mode & 0o777, 0o700);
    assert.equal(statSync(join(keys.folder, `${ann.keyId}.pem`)).mode & 0o777, 0o600);
    assert.equal(statSync(keys.folder).mode & 0o777, 0o700);
    assert.deepEqual(await workspace.read.identities.list(), [ann]);
    assert.deepEqual(ann.roles, ['owner', 'curator', 'reviewer']);
    assert.equal(workspace.policy.settings.approvals.rules.length, 3);
    assert.equal(findProject(join(folder, '.credence', 'objects')), folder);
  });

  it('is verified by the key that was handed out, with nothing else', async (context) => {
    const { folder, verifierKey, workspace } = await testWorkspace(context);
    const { publicKey, name } = parseVerifierKey(verifierKey);
    const leaves: string[] = [];
    const { checkpoint } = await verifyLedger(join(folder, '.credence', 'ledger'), {
      publicKey,
      origin: name,
      onEntry: (_, entry) => leaves.push(decodeLeaf(entry).type),
    });
    assert.equal(checkpoint.size, 1);
    assert.deepEqual(leaves, ['workspace.created']);
    assert.equal((await verifyWorkspace(workspace, publicKey)).unsigned, 0);
  });

  it('is not made twice, keeps a policy that is there, and refuses one that is wrong', async (context) => {
    const { folder, keys, clock } = await testWorkspace(context);
    const options = { keys, clock, random: systemRandom, name: 'Ben' };
    await assert.rejects(initWorkspace(folder, options), { code: 'USAGE' });
    const other = ownFolder(context);
    writeFileSync(join(other, 'credence.yaml'), 'approvals: { rules: [{ people: 7 }] }');
    writeFileSync(join(other, '.gitignore'), 'dist/\n.credence/');
    const { workspace, made } = await initWorkspace(other, options);
    context.after(() => workspace.close());
    assert.deepEqual(made, ['.credence']);
    assert.equal(workspace.policy.settings.approvals.rules[0]?.people, 7);
    const wrong = ownFolder(context);
    writeFileSync(join(wrong, 'credence.yaml'), 'aproval: 1');
    await assert.rejects(initWorkspace(wrong, options), { code: 'CONFIG_INVALID' });
  });

  it('is missed where there is none', async (context) => {
    const folder = ownFolder(context);
    const surroundings = {
      clock: new HandClock(),
      random: systemRandom,
      keys: new FileKeyRing({ folder }),
    };
    await assert.rejects(openWorkspace(folder, surroundings), { code: 'NOT_FOUND' });
    assert.equal(existsSync(join(folder, '.credence')), false);
    assert.equal(findProject(folder), null);
  });
});

describe('a unit of work', () => {
  it('changes rows, objects and the ledger together, and signs a checkpoint over them', async (context) => {
    const test = await testWorkspace(context);
    const { value, position, entries, checkpoint, time } = await note(
      test.workspace,
      test,
      'hello',
    );
    assert.deepEqual([position, entries, checkpoint?.size], [1, 1, 2]);
    assert.equal(time, test.clock.now());
    assert.equal(value, digestOf('hello'));
    assert.equal((await test.workspace.vault.bytes(value)).toString(), 'hello');
    assert.equal(await test.workspace.read.settings.get('hello'), value);
    await verifyWorkspace(test.workspace);
  });

  it('keeps neither rows nor entries when it fails', async (context) => {
    const { workspace, ann } = await testWorkspace(context);
    const failing = workspace.commit(async (unit) => {
      await unit.registry.settings.put('x', 'y');
      await unit.log({ type: 'test.noted', subjects: [], statement: null, actor: ann.keyId });
      throw new Error('on purpose');
    });
    await assert.rejects(failing, /on purpose/);
    assert.equal(await workspace.read.settings.get('x'), undefined);
    assert.equal(await workspace.read.leaves.size(), 1);
    await verifyWorkspace(workspace);
  });

  it('refuses to change state without an entry in the ledger', async (context) => {
    const { workspace } = await testWorkspace(context);
    await assert.rejects(
      workspace.commit((unit) => unit.registry.settings.put('x', 'y')),
      { code: 'INTERNAL' },
    );
    assert.equal(await workspace.read.settings.get('x'), undefined);
  });

  it('refuses a clock that was set back, and says both times', async (context) => {
    const test = await testWorkspace(context);
    await note(test.workspace, test, 'before');
    test.clock.move(-1);
    await assert.rejects(note(test.workspace, test, 'after'), {
      code: 'CLOCK_WENT_BACK',
      message: /2026-05-31T23:59.*2026-06-01T00:00/,
    });
    test.clock.move(1);
    await note(test.workspace, test, 'after');
  });
});

describe('opening', () => {
  it('lets two openings commit in turn', async (context) => {
    const test = await testWorkspace(context);
    const other = await test.reopen();
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        note(index % 2 === 0 ? test.workspace : other, test, `note ${index}`),
      ),
    );
    assert.equal(await other.read.leaves.size(), 11);
    assert.equal((await verifyWorkspace(other)).checkpoint.size, 11);
  });

  it('without the key of the ledger, commits wait for one who has it', async (context) => {
    const test = await testWorkspace(context);
    const mine = new FileKeyRing({ folder: join(ownFolder(context), 'keys') });
    const without = await test.reopen({ keys: mine });
    const { checkpoint, delay } = await note(without, test, 'hello');
    assert.deepEqual([checkpoint, delay], [null, null]);
    assert.equal((await verifyWorkspace(without)).unsigned, 1);
    assert.equal((await verifyWorkspace(await test.reopen())).unsigned, 0);
  });

  it('signs what a crash left unsigned', async (context) => {
    const test = await testWorkspace(context);
    await test.workspace.registry.transaction(async ({ leaves }) => {
      const [leaf] = await Array.fromAsync(test.workspace.read.leaves.read(0, 1));
      await leaves.append([leaf ?? assert.fail()]);
    });
    assert.equal((await verifyWorkspace(await test.reopen())).checkpoint.size, 2);
  });

  it('refuses a registry that is older than what was signed', async (context) => {
    const test = await testWorkspace(context);
    await note(test.workspace, test, 'hello');
    const database = new DatabaseSync(test.workspace.paths.registry);
    database.exec('DELETE FROM ledger_leaves WHERE position = 1');
    database.close();
    await assert.rejects(test.reopen(), { code: 'INTEGRITY_FAILED' });
    const without = new FileKeyRing({ folder: join(test.folder, 'none') });
    await assert.rejects(test.reopen({ keys: without }), { code: 'INTEGRITY_FAILED' });
  });

  it('finds an entry that was altered in the registry, and names it', async (context) => {
    const test = await testWorkspace(context);
    await note(test.workspace, test, 'hello');
    const database = new DatabaseSync(test.workspace.paths.registry);
    database.exec(
      "UPDATE ledger_leaves SET entry = CAST(replace(CAST(entry AS TEXT), 'noted', 'other') AS BLOB) WHERE position = 1",
    );
    database.close();
    await assert.rejects(verifyWorkspace(test.workspace), {
      code: 'INTEGRITY_FAILED',
      message: /Entry 1 /,
    });
  });

  it('finds a flipped byte in a tile', async (context) => {
    const test = await testWorkspace(context);
    const folder = join(test.folder, '.credence', 'ledger', 'tile', 'entries');
    const file = join(folder, '000.p', '1');
    const bytes = readFileSync(file);
    bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20);
    const { chmodSync } = await import('node:fs');
    chmodSync(file, 0o600);
    writeFileSync(file, bytes);
    await assert.rejects(verifyWorkspace(test.workspace), { code: 'INTEGRITY_FAILED' });
  });

  it('refuses to verify what another key signed', async (context) => {
    const test = await testWorkspace(context);
    await assert.rejects(verifyWorkspace(test.workspace, test.keys.generate().publicKey), {
      code: 'SIGNATURE_INVALID',
    });
  });

  it('says where its policy is wrong', async (context) => {
    const test = await testWorkspace(context);
    appendFileSync(join(test.folder, 'credence.yaml'), '\nnonsense: 1\n');
    await assert.rejects(test.reopen(), {
      code: 'CONFIG_INVALID',
      message: /credence\.yaml:\d+:1/,
    });
  });
});
