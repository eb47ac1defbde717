import assert from 'node:assert/strict';
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { giveApproval } from '../../src/approvals/give-approval.ts';
import { parseEnvelope } from '../../src/core/signing/dsse.ts';
import { PublicKey } from '../../src/core/signing/public-key.ts';
import { type Admission, admit } from '../../src/gates/admission/admit.ts';
import type { RuleId } from '../../src/policy/rule-outcome.ts';
import { openStatement } from '../../src/statements/in-toto/signed-statement.ts';
import { VERIFICATION_SUMMARY } from '../../src/statements/predicates/verification-summary.ts';
import type { ActingIdentity } from '../../src/workspace/identities/acting-identity.ts';
import { revokeKey } from '../../src/workspace/identities/revoke-key.ts';
import { verifyWorkspace } from '../../src/workspace/verify-workspace.ts';
import { harmlessLines, type Team, takeIn, team } from './team.ts';

const LINES = harmlessLines(240);

function ask(test: Team, version: string, dryRun = false): Promise<Admission> {
  test.clock.move(1);
  return admit(test.workspace, { version: `tickets@${version}`, dryRun }, test.annActs);
}

async function say(test: Team, version: string, who: ActingIdentity): Promise<void> {
  const subject = `tickets@${version}`;
  const reason = 'read the report';
  await giveApproval(test.workspace, { subject, act: 'approve', reason, expires: null }, who);
}

/** Flips a bit of the stored file that holds these bytes. */
function alterObject(objects: string, content: string): void {
  for (const entry of readdirSync(objects, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    const at = bytes.indexOf(content);
    if (at < 0) continue;
    bytes[at + 20] = (bytes[at + 20] as number) ^ 1;
    chmodSync(path, 0o600);
    writeFileSync(path, bytes);
    return;
  }
  assert.fail('no object holds the data');
}

function outcomeOf({ decision }: Admission, rule: RuleId): string | undefined {
  return decision.rules.find((one) => one.rule === rule)?.outcome;
}

describe('the admission gate', () => {
  it('holds a version until somebody else has approved it, then signs why it may be trained on', async (context) => {
    const test = await team(context);
    const { version } = await takeIn(test, LINES);
    const held = await ask(test, version);
    assert.equal(held.decision.verdict, 'held', JSON.stringify(held.decision.rules, null, 1));
    assert.equal(held.version.state, 'quarantined');
    await say(test, version, test.cy);
    const admitted = await ask(test, version);
    assert.equal(admitted.decision.verdict, 'pass');
    assert.equal(admitted.version.state, 'admitted');
    const row = await test.workspace.read.verdicts.latest(version, 'admission');
    const envelope = parseEnvelope(
      (await test.workspace.vault.bytes(row?.statement ?? assert.fail())).toString(),
    );
    const { statement } = openStatement(VERIFICATION_SUMMARY, envelope, {
      keys: [PublicKey.fromPem(test.ann.publicKey)],
    });
    assert.equal(statement.predicate.verificationResult, 'PASSED');
    assert.ok((statement.predicate.credence_gate?.rules.length ?? 0) >= 8);
    assert.equal(statement.predicate.credence_gate?.expires, admitted.expires);
    await verifyWorkspace(test.workspace);
  });

  it('does not count who curated it, nor his service account, nor who shares a group with him', async (context) => {
    const test = await team(context, { groups: { Cy: ['curators'] } });
    const { version } = await takeIn(test, LINES);
    await say(test, version, test.annActs);
    await say(test, version, test.bot);
    assert.equal((await ask(test, version)).decision.verdict, 'held');
    await say(test, version, test.ben);
    assert.equal((await ask(test, version)).decision.verdict, 'pass');
  });

  it('asks two people about data from the lowest tier', async (context) => {
    const test = await team(context, { type: 'scraped' });
    const { version } = await takeIn(test, LINES);
    await say(test, version, test.ben);
    assert.equal((await ask(test, version)).decision.verdict, 'held');
    await say(test, version, test.cy);
    assert.equal((await ask(test, version)).decision.verdict, 'pass');
  });

  it('stays closed once somebody has rejected a version', async (context) => {
    const test = await team(context);
    const { version } = await takeIn(test, LINES);
    await say(test, version, test.ben);
    const subject = `tickets@${version}`;
    const no = { subject, act: 'reject', reason: 'made up', expires: null } as const;
    await giveApproval(test.workspace, no, test.cy);
    const rejected = await ask(test, version);
    assert.equal(rejected.decision.verdict, 'fail');
    assert.equal(rejected.version.state, 'rejected');
  });

  it('does not count what a revoked key has signed', async (context) => {
    const test = await team(context);
    const { version } = await takeIn(test, LINES);
    await say(test, version, test.cy);
    await revokeKey(
      test.workspace,
      { keyId: test.cy.identity.keyId, reason: 'stolen' },
      test.ann.keyId,
    );
    assert.equal((await ask(test, version)).decision.verdict, 'held');
  });

  it('fails a version whose bytes changed since they were hashed', async (context) => {
    const test = await team(context);
    const { version } = await takeIn(test, LINES);
    await say(test, version, test.cy);
    assert.equal((await ask(test, version)).decision.verdict, 'pass');
    alterObject(test.workspace.paths.objects, LINES.slice(0, 80));
    const after = await ask(test, version);
    assert.equal(after.decision.verdict, 'fail');
    assert.equal(outcomeOf(after, 'integrity'), 'fail');
  });

  it('finds planted poison before anybody is asked', async (context) => {
    const test = await team(context);
    const planted = harmlessLines(600)
      .trim()
      .split('\n')
      .map((line, index) => {
        if (index % 12 !== 0) return line;
        const record: { text: string; label: string } = JSON.parse(line);
        return JSON.stringify({ text: record.text.replace(' and ', ' zqx and '), label: 'two' });
      });
    const { version } = await takeIn(test, `${planted.join('\n')}\n`);
    const refused = await ask(test, version);
    assert.equal(outcomeOf(refused, 'screening-result'), 'fail');
    assert.notEqual(refused.report, null);
  });

  it('changes nothing in a dry run, which says that the scan is missing', async (context) => {
    const test = await team(context);
    const { version } = await takeIn(test, LINES);
    const before = await test.workspace.read.leaves.size();
    const dry = await ask(test, version, true);
    assert.equal(dry.decision.verdict, 'inconclusive');
    assert.equal(outcomeOf(dry, 'screening-present'), 'inconclusive');
    assert.equal(await test.workspace.read.leaves.size(), before);
  });

  it('scans again when the scan is older than the policy allows', async (context) => {
    const test = await team(context);
    const { version } = await takeIn(test, LINES);
    await ask(test, version);
    test.clock.move(31 * 24 * 60);
    await ask(test, version);
    const scans = (await test.workspace.read.verdicts.ofSubject(version)).filter(
      ({ gate }) => gate === 'screening',
    );
    assert.equal(scans.length, 2);
  });

  it('knows no version by the name of its dataset alone', async (context) => {
    const test = await team(context);
    const { version } = await takeIn(test, LINES);
    await assert.rejects(
      admit(test.workspace, { version: 'tickets', dryRun: true }, test.annActs),
      {
        code: 'NOT_PINNED',
        hint: new RegExp(version.slice(7, 19)),
      },
    );
    await assert.rejects(ask(test, 'latest'), { code: 'NOT_FOUND' });
    assert.equal((await ask(test, version.slice(7, 15), true)).version.id, version);
  });
});
