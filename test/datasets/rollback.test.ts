import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nodeId } from '../../src/core/identifiers.ts';
import { rollback } from '../../src/datasets/rollback.ts';
import { verifyVersion } from '../../src/datasets/verify/verify-version.ts';
import { jsonLines, reference, rows, setState, tamper, versions } from './versions.ts';

const ASKED = {
  dataset: 'tickets',
  reason: 'a campaign got in',
  between: 'superseded',
  force: false,
} as const;
const TEXTS = [10, 11, 12].map((count) => jsonLines(rows(count)));

describe('rolling back', () => {
  it('makes a version equal to the earlier one, and erases nothing', async (context) => {
    const made = await versions(context, TEXTS);
    const { workspace, ids, annActs } = made;
    await setState(made, ids[0], 'admitted');
    const to = ids[0]?.slice(7) ?? '';
    const { value } = await rollback(workspace, { ...ASKED, to }, annActs);
    const old = await workspace.vault.bytes(ids[0] ?? assert.fail());
    assert.deepEqual(value.manifest.files, JSON.parse(old.toString()).files);
    assert.deepEqual(value.manifest.records, JSON.parse(old.toString()).records);
    assert.deepEqual(value.manifest.parents, [ids[2], ids[0]]);
    assert.equal(value.version.state, 'quarantined');
    assert.deepEqual(value.replaced, [ids[2], ids[1]]);
    const states = (await workspace.read.versions.ofDataset(value.version.dataset)).map(
      ({ state }) => state,
    );
    assert.deepEqual(states, ['quarantined', 'superseded', 'superseded', 'admitted']);
    const check = await verifyVersion(workspace, reference(value.version.id), { rows: true });
    assert.deepEqual(check.problems, []);
  });

  it('traces the new version to the earlier one alone, not to what it undid', async (context) => {
    const made = await versions(context, TEXTS.slice(0, 2));
    await setState(made, made.ids[0], 'admitted');
    const to = made.ids[0]?.slice(7) ?? '';
    const { value } = await rollback(made.workspace, { ...ASKED, to }, made.annActs);
    const edges = await made.workspace.read.edges.reachedFrom(
      nodeId('version', made.ids[1] ?? ''),
      'downstream',
    );
    assert.ok(edges.every(({ toNode }) => toNode !== nodeId('version', value.version.id)));
  });

  for (const state of ['quarantined', 'rejected', 'withdrawn'] as const)
    it(`refuses a target that is ${state}, unless forced, and never admits by it`, async (context) => {
      const made = await versions(context, TEXTS.slice(0, 2));
      const { workspace, ids, annActs } = made;
      await setState(made, ids[0], state);
      const request = { ...ASKED, to: ids[0]?.slice(7) ?? '' };
      await assert.rejects(rollback(workspace, request, annActs), { code: 'NOT_ALLOWED' });
      const { value } = await rollback(workspace, { ...request, force: true }, annActs);
      assert.equal(value.version.state, 'quarantined');
    });

  it('takes back neither a rejection nor a withdrawal of the versions between', async (context) => {
    const made = await versions(context, TEXTS);
    const { workspace, ids, annActs } = made;
    await setState(made, ids[0], 'admitted');
    await setState(made, ids[1], 'rejected');
    const to = ids[0]?.slice(7) ?? '';
    await rollback(workspace, { ...ASKED, to, between: 'withdrawn' }, annActs);
    assert.equal((await workspace.read.versions.find(ids[1] ?? assert.fail()))?.state, 'rejected');
    assert.equal((await workspace.read.versions.find(ids[2] ?? assert.fail()))?.state, 'withdrawn');
  });

  it('refuses without a reason, to the newest version, and to altered bytes', async (context) => {
    const made = await versions(context, TEXTS.slice(0, 2));
    const { workspace, ids, annActs } = made;
    await setState(made, ids[0], 'admitted');
    await setState(made, ids[1], 'admitted');
    const to = ids[0]?.slice(7) ?? '';
    await assert.rejects(rollback(workspace, { ...ASKED, to, reason: ' ' }, annActs), {
      code: 'USAGE',
    });
    const newest = ids[1]?.slice(7) ?? '';
    await assert.rejects(rollback(workspace, { ...ASKED, to: newest }, annActs), { code: 'USAGE' });
    tamper(workspace, 'soup number 3', 'soap number 3');
    const again = await made.reopen();
    await assert.rejects(rollback(again, { ...ASKED, to }, annActs), { code: 'INTEGRITY_FAILED' });
    assert.equal((await again.read.versions.list()).length, 2);
  });
});
