import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parseVerifierKey } from '../../src/core/signing/note-key.ts';
import { backupWorkspace } from '../../src/workspace/backup/backup-workspace.ts';
import { restoreWorkspace } from '../../src/workspace/backup/restore-workspace.ts';
import { verifyWorkspace } from '../../src/workspace/verify-workspace.ts';
import { ownFolder, type TestWorkspace, testWorkspace } from './test-workspace.ts';

async function fill(test: TestWorkspace): Promise<void> {
  for (let index = 0; index < 5; index += 1) {
    await test.workspace.commit(async (unit) => {
      const { digest } = await unit.put({ bytes: `object ${index}`.repeat(index + 1) });
      await unit.log({
        type: 'test.noted',
        subjects: [digest],
        statement: digest,
        actor: test.ann.keyId,
      });
    });
  }
}

describe('a backup', () => {
  it('comes back whole elsewhere, and goes on there', async (context) => {
    const test = await testWorkspace(context);
    await fill(test);
    const target = join(ownFolder(context), 'backup');
    const manifest = await backupWorkspace(test.workspace, target);
    assert.equal(manifest.entries, 6);
    assert.ok(
      !manifest.files.some(({ path }) => path.includes('lock') || path.includes('scratch')),
    );
    const elsewhere = join(ownFolder(context), 'project');
    const { clock, keys } = test;
    const options = { clock, keys, random: test.workspace.random };
    const { workspace, policy } = await restoreWorkspace(target, elsewhere, options);
    context.after(() => workspace.close());
    assert.equal(policy, 'restored');
    const before = await verifyWorkspace(test.workspace);
    assert.deepEqual((await verifyWorkspace(workspace)).checkpoint, before.checkpoint);
    await workspace.commit((unit) =>
      unit.log({ type: 'test.noted', subjects: [], statement: null, actor: test.ann.keyId }),
    );
    await assert.rejects(restoreWorkspace(target, elsewhere, options), { code: 'USAGE' });
    await assert.rejects(backupWorkspace(test.workspace, target), { code: 'USAGE' });
  });

  it('is refused when any file of it is altered, missing or foreign, and changes nothing', async (context) => {
    const test = await testWorkspace(context);
    await fill(test);
    const target = join(ownFolder(context), 'backup');
    const { files } = await backupWorkspace(test.workspace, target);
    const elsewhere = join(ownFolder(context), 'project');
    const restore = () => restoreWorkspace(target, elsewhere, test.workspace);
    for (const { path } of files) {
      const file = join(target, path);
      const bytes = readFileSync(file);
      const altered = Buffer.from(bytes);
      altered.writeUInt8(altered.readUInt8(altered.length >> 1) ^ 1, altered.length >> 1);
      chmodSync(file, 0o600);
      writeFileSync(file, altered);
      await assert.rejects(restore(), { code: 'INTEGRITY_FAILED', message: /was altered/ }, path);
      writeFileSync(file, bytes);
    }
    const foreign = join(target, '.credence', 'more');
    writeFileSync(foreign, '');
    await assert.rejects(restore(), { code: 'INTEGRITY_FAILED', message: /does not belong/ });
    rmSync(foreign);
    const gone = join(target, files[0]?.path ?? assert.fail());
    rmSync(gone);
    await assert.rejects(restore(), { code: 'INTEGRITY_FAILED', message: /is missing/ });
    assert.equal(existsSync(elsewhere), false);
  });

  it('is held against the key that its reader keeps', async (context) => {
    const test = await testWorkspace(context);
    const target = join(ownFolder(context), 'backup');
    await backupWorkspace(test.workspace, target);
    const { clock, keys, workspace } = test;
    const options = { clock, keys, random: workspace.random };
    const { publicKey } = parseVerifierKey(test.verifierKey);
    const right = { ...options, publicKey };
    const restored = await restoreWorkspace(target, join(ownFolder(context), 'a'), right);
    await restored.workspace.close();
    const wrong = { ...options, publicKey: keys.generate().publicKey };
    await assert.rejects(restoreWorkspace(target, join(ownFolder(context), 'b'), wrong), {
      code: 'SIGNATURE_INVALID',
    });
  });

  it('that is none says so', async (context) => {
    const test = await testWorkspace(context);
    const empty = ownFolder(context);
    const project = join(ownFolder(context), 'p');
    await assert.rejects(restoreWorkspace(empty, project, test.workspace), { code: 'NOT_FOUND' });
    writeFileSync(join(empty, 'backup.json'), '{"format":2}');
    await assert.rejects(restoreWorkspace(empty, project, test.workspace), {
      code: 'DATA_MALFORMED',
    });
  });
});
