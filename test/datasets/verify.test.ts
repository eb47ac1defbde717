import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tagVersion } from '../../src/datasets/tag-version.ts';
import { verifyVersion } from '../../src/datasets/verify/verify-version.ts';
import { decodeManifest } from '../../src/vault/dataset-manifest.ts';
import { jsonLines, reference, rows, tamper, versions } from './versions.ts';

describe('verifying a version', () => {
  it('finds everything as it was signed, rows too', async (context) => {
    const { workspace, ids } = await versions(context, [jsonLines(rows(40))]);
    const check = await verifyVersion(workspace, reference(ids[0]), { rows: true });
    assert.deepEqual(check.problems, []);
    assert.equal(check.verdict, 'pass');
    assert.equal(check.records, 40);
    assert.ok(check.rowsRead);
    assert.deepEqual(
      check.signers.map(({ name }) => name),
      ['Ann'],
    );
    assert.ok((check.entry.size ?? 0) > (check.entry.position ?? Number.POSITIVE_INFINITY));
  });

  it('names the file and the first changed row of an altered object', async (context) => {
    const { workspace, ids, reopen } = await versions(context, [jsonLines(rows(40))]);
    tamper(workspace, 'soup number 17', 'soap number 17');
    const again = await reopen();
    const { verdict, problems } = await verifyVersion(again, reference(ids[0]), { rows: false });
    assert.equal(verdict, 'fail');
    assert.deepEqual(
      problems.map(({ what, file, row }) => ({ what, file, row })),
      [
        { what: 'file', file: 'tickets.jsonl', row: undefined },
        { what: 'records', file: 'tickets.jsonl', row: 18 },
      ],
    );
  });

  it('says so when the manifest was altered', async (context) => {
    const { workspace, ids, reopen } = await versions(context, [jsonLines(rows(8))]);
    tamper(workspace, '"taintedShare":0', '"taintedShare":1');
    const { problems } = await verifyVersion(await reopen(), reference(ids[0]), { rows: false });
    assert.deepEqual(
      problems.map(({ what }) => what),
      ['manifest'],
    );
    assert.match(problems[0]?.message ?? '', /altered/);
  });

  it('says so when the signed statement was altered', async (context) => {
    const { workspace, ids, reopen } = await versions(context, [jsonLines(rows(8))]);
    const row = await workspace.read.versions.find(ids[0] ?? assert.fail());
    const statement = row?.statement ?? assert.fail();
    const text = (await workspace.vault.bytes(statement)).toString();
    tamper(workspace, text, text.replace('"sig":"', '"sih":"'));
    const { problems } = await verifyVersion(await reopen(), reference(ids[0]), { rows: false });
    assert.deepEqual(
      problems.map(({ what }) => what),
      ['statement'],
    );
  });

  it('believes no row that the ledger does not know, however it is sealed', async (context) => {
    const { workspace, ids, annActs } = await versions(context, [jsonLines(rows(8))]);
    const row = await workspace.read.versions.find(ids[0] ?? assert.fail());
    const forged = await workspace.vault.put({ bytes: '{}' });
    await workspace.commit(async (unit) => {
      await unit.registry.versions.replace({
        ...(row ?? assert.fail()),
        statement: forged.digest,
        tier: 'high',
      });
      const actor = annActs.identity.keyId;
      await unit.log({ type: 'test.noise', subjects: [], statement: null, actor });
    });
    const { problems } = await verifyVersion(workspace, reference(ids[0]), { rows: false });
    assert.deepEqual(
      new Set(problems.map(({ what }) => what)),
      new Set(['registry', 'statement', 'ledger']),
    );
  });

  it('never says verified of a version in which any byte was flipped', async (context) => {
    const { workspace, ids, reopen } = await versions(context, [jsonLines(rows(12))]);
    const id = ids[0] ?? assert.fail();
    const row = (await workspace.read.versions.find(id)) ?? assert.fail();
    const manifest = decodeManifest(await workspace.vault.bytes(id));
    const objects = [
      id,
      row.statement ?? assert.fail(),
      manifest.records?.digests ?? assert.fail(),
      ...manifest.files.map(({ sha256 }) => sha256),
    ];
    for (const object of objects) {
      const bytes = await workspace.vault.bytes(object);
      for (const share of [0, 0.37, 0.99]) {
        const flipped = Buffer.from(bytes);
        const at = Math.floor(share * bytes.length);
        flipped[at] = (flipped[at] ?? 0) ^ 4;
        tamper(workspace, bytes, flipped);
        const again = await reopen();
        const { verdict, problems } = await verifyVersion(again, reference(id), { rows: false });
        assert.equal(verdict, 'fail', `${object} at ${at}`);
        assert.ok(problems.every(({ message }) => message.length > 10));
        tamper(workspace, flipped, bytes);
      }
    }
    assert.equal(
      (await verifyVersion(await reopen(), reference(id), { rows: true })).verdict,
      'pass',
    );
  });

  it('believes no tag that was moved past the ledger', async (context) => {
    const { workspace, ids, annActs } = await versions(context, [
      jsonLines(rows(8)),
      jsonLines(rows(9)),
    ]);
    const version = reference(ids[0]);
    const { value } = await tagVersion(workspace, { version, tag: 'v1', act: 'set' }, annActs);
    assert.equal((await verifyVersion(workspace, 'tickets@v1', { rows: false })).verdict, 'pass');
    await workspace.commit(async (unit) => {
      await unit.registry.tags.put({ ...value, version: ids[1] ?? assert.fail() });
      const actor = annActs.identity.keyId;
      await unit.log({ type: 'test.noise', subjects: [], statement: null, actor });
    });
    const { problems } = await verifyVersion(workspace, 'tickets@v1', { rows: false });
    assert.match(problems[0]?.message ?? '', /tag v1/);
  });

  it('does not count what a key signed that was revoked', async (context) => {
    const { workspace, ids, ann } = await versions(context, [jsonLines(rows(8))]);
    await workspace.commit(async (unit) => {
      await unit.log({ type: 'test.noise', subjects: [], statement: null, actor: ann.keyId });
      await unit.registry.identities.replace({ ...ann, state: 'revoked' });
    });
    const { problems } = await verifyVersion(workspace, reference(ids[0]), { rows: false });
    assert.match(problems[0]?.message ?? '', /Ann \(revoked\)/);
  });
});
