import assert from 'node:assert/strict';
import { it } from 'node:test';
import { provenAdmission } from '../../../src/gates/training/proven-admission.ts';
import { after } from '../../../src/policy/duration.ts';
import type { VerdictRow } from '../../../src/registry/rows/verdicts.ts';
import { revokeKey } from '../../../src/workspace/identities/revoke-key.ts';
import { peopledWorkspace } from '../admitted-workspace.ts';
import { forgeAdmission } from './forge-admission.ts';

it('believes a verdict only as far as signature, ledger and registry agree', async (context) => {
  const test = await peopledWorkspace(context);
  const { workspace, clock, annActs, bobActs } = test;
  const version = await test.take('tickets');
  const doubt = async (impact = 'low'): Promise<string | null> =>
    (await provenAdmission(workspace, version, impact)).doubt;
  const change = async (changed: Partial<VerdictRow>): Promise<void> => {
    // With its own seal, as somebody would write it who means it.
    const row = await workspace.read.verdicts.latest(version, 'admission');
    assert.ok(row !== undefined);
    await workspace.registry.transaction(({ verdicts }) =>
      verdicts.add({ ...row, ...changed, issued: after(row.issued, '1m') }),
    );
  };

  assert.equal((await provenAdmission(workspace, version, 'low')).facts, null);
  await forgeAdmission(test, version, { by: annActs, logged: false });
  assert.match(String(await doubt()), /No entry of the ledger/);

  clock.move(1);
  await test.admit('tickets', version);
  assert.equal(await doubt(), null);
  assert.match(String(await doubt('high')), /admitted for the impact low/);

  await change({ statement: (await workspace.vault.put({ bytes: 'no envelope' })).digest });
  assert.notEqual(await doubt(), null);

  clock.move(2);
  await test.admit('tickets', version);
  assert.equal(await doubt(), null);
  const row = await workspace.read.verdicts.latest(version, 'admission');
  assert.ok(row !== undefined);
  const copy = await workspace.vault.bytes(row.statement);
  const other = await workspace.vault.put({ bytes: `${copy.toString()} ` });
  await change({ statement: other.digest, expires: after(row.issued, '900d') });
  assert.match(String(await doubt()), /misquotes/);

  clock.move(2);
  await test.admit('tickets', version);
  await workspace.commit(async (unit) => {
    await unit.log({
      type: 'dataset.withdrawn',
      subjects: [version],
      statement: null,
      actor: bobActs.identity.keyId,
    });
  });
  assert.match(String(await doubt()), /Entry \d+ of the ledger says dataset.withdrawn/);

  clock.move(1);
  await forgeAdmission(test, version, { by: bobActs, logged: true });
  assert.equal(await doubt(), null);
  await revokeKey(
    workspace,
    { keyId: bobActs.identity.keyId, reason: 'stolen' },
    annActs.identity.keyId,
  );
  assert.match(String(await doubt()), /revoked/);
});
