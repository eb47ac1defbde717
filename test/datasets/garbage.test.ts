import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RunId } from '../../src/core/identifiers.ts';
import { removeGarbage } from '../../src/datasets/garbage/remove-garbage.ts';
import { tagVersion } from '../../src/datasets/tag-version.ts';
import { verifyVersion } from '../../src/datasets/verify/verify-version.ts';
import { jsonLines, reference, rows, setState, tamper, versions } from './versions.ts';

const TEXTS = [10, 11, 12].map((count) => jsonLines(rows(count, count * 100)));
const YEAR = 366 * 24 * 60;

describe('collecting garbage', () => {
  it('removes what was never recorded, and keeps every version whole', async (context) => {
    const { workspace, ids, annActs } = await versions(context, TEXTS);
    const dead = await workspace.vault.put({ bytes: 'left by an interrupted command' });
    const acting = async (): Promise<typeof annActs> => annActs;
    const dry = await removeGarbage(
      workspace,
      { dryRun: true, expired: true, graceMs: -1 },
      acting,
    );
    assert.deepEqual(dry.objects, [dead.digest]);
    assert.notEqual(await workspace.vault.size(dead.digest), null);
    const real = await removeGarbage(
      workspace,
      { dryRun: false, expired: true, graceMs: -1 },
      acting,
    );
    assert.deepEqual(real.objects, [dead.digest]);
    for (const id of ids)
      assert.equal((await verifyVersion(workspace, reference(id), { rows: true })).verdict, 'pass');
  });

  it('removes the content of versions past retention, and no other', async (context) => {
    const made = await versions(context, TEXTS);
    const { workspace, ids, annActs, clock } = made;
    for (const id of ids) await setState(made, id, 'superseded');
    await tagVersion(workspace, { version: reference(ids[1]), tag: 'v1', act: 'set' }, annActs);
    await readByRun(made, ids[2]);
    clock.move(YEAR);
    const acting = async (): Promise<typeof annActs> => annActs;
    const request = { dryRun: false, expired: true, graceMs: -1 };
    const { expired } = await removeGarbage(workspace, request, acting);
    assert.deepEqual(
      expired.map(({ id }) => id),
      [ids[0]],
    );
    const [gone, tagged, read] = await Promise.all(
      ids.map((id) => verifyVersion(workspace, reference(id), { rows: false })),
    );
    assert.equal(tagged?.verdict, 'pass');
    assert.equal(read?.verdict, 'pass');
    assert.match(gone?.problems[0]?.message ?? '', /removed under the policy's retention/);
    assert.ok(gone?.problems.slice(1).every(({ message }) => /missing/.test(message)));
    assert.deepEqual((await removeGarbage(workspace, request, acting)).expired, []);
  });

  it('lets only owners remove what is past retention', async (context) => {
    const made = await versions(context, TEXTS.slice(0, 1));
    await setState(made, made.ids[0], 'withdrawn');
    made.clock.move(YEAR);
    await assert.rejects(
      removeGarbage(made.workspace, { dryRun: false, expired: true }, async () => made.ben),
      { code: 'NOT_ALLOWED' },
    );
  });

  it('removes nothing where a statement cannot be read', async (context) => {
    const { workspace, ids, annActs, reopen } = await versions(context, TEXTS.slice(0, 1));
    const row = await workspace.read.versions.find(ids[0] ?? assert.fail());
    const text = (await workspace.vault.bytes(row?.statement ?? assert.fail())).toString();
    tamper(workspace, text, text.replace('"sig":"', '"sih":"'));
    const again = await reopen();
    const dead = await again.vault.put({ bytes: 'dead' });
    await assert.rejects(
      removeGarbage(again, { dryRun: false, expired: false, graceMs: -1 }, async () => annActs),
      { code: 'INTEGRITY_FAILED' },
    );
    assert.notEqual(await again.vault.size(dead.digest), null);
  });
});

async function readByRun(
  { workspace, annActs }: Awaited<ReturnType<typeof versions>>,
  version: Awaited<ReturnType<typeof versions>>['ids'][number] | undefined,
): Promise<void> {
  const run = 'run-1' as RunId;
  await workspace.commit(async (unit) => {
    await unit.registry.runs.add({
      id: run,
      name: 'first',
      state: 'started',
      startedBy: annActs.identity.principal,
      started: unit.now,
      finished: null,
      parameters: {},
      startStatement: null,
      finishStatement: null,
    });
    await unit.registry.runs.addInput({
      run,
      version: version ?? assert.fail(),
      purpose: 'training',
    });
    const actor = annActs.identity.keyId;
    await unit.log({ type: 'run.started', subjects: [], statement: null, actor });
  });
}
