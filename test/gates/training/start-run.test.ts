import assert from 'node:assert/strict';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { it, type TestContext } from 'node:test';
import { giveApproval } from '../../../src/approvals/give-approval.ts';
import type { DatasetName, DatasetVersionId, TagName } from '../../../src/core/identifiers.ts';
import { parseEnvelope } from '../../../src/core/signing/dsse.ts';
import { tagVersion } from '../../../src/datasets/tag-version.ts';
import { type RunStart, startRun } from '../../../src/gates/training/start-run.ts';
import { decodeLeaf, type Leaf } from '../../../src/ledger/leaf.ts';
import { openStatement } from '../../../src/statements/in-toto/signed-statement.ts';
import { TRAINING_START } from '../../../src/statements/predicates/training-start.ts';
import { VERIFICATION_SUMMARY } from '../../../src/statements/predicates/verification-summary.ts';
import { objectPath } from '../../../src/vault/object-path.ts';
import { revokeKey } from '../../../src/workspace/identities/revoke-key.ts';
import { resolveVersion } from '../../../src/workspace/versions/resolve-version.ts';
import type { Workspace } from '../../../src/workspace/workspace.ts';
import { type PeopledWorkspace, peopledWorkspace } from '../admitted-workspace.ts';
import { forgeAdmission } from './forge-admission.ts';

async function leavesOf({ read: { leaves } }: Workspace): Promise<Leaf[]> {
  const found: Leaf[] = [];
  for await (const entry of leaves.read(0, await leaves.size())) found.push(decodeLeaf(entry));
  return found;
}

/** The rules that did not pass, with their outcomes. */
function against({ decision }: RunStart): string[] {
  return decision.rules
    .filter(({ outcome }) => outcome !== 'pass' && outcome !== 'not-applicable')
    .map(({ rule, outcome }) => `${rule} ${outcome}`);
}

/** One version of tickets that Bob approved and that is admitted for the impact low. */
async function admitted(
  context: TestContext,
): Promise<PeopledWorkspace & { readonly version: string; readonly name: string }> {
  const test = await peopledWorkspace(context);
  const version = await test.take('tickets');
  await test.admit('tickets', version);
  return { ...test, version, name: `tickets@${version}` };
}

it('starts a run on admitted data, and signs what it starts with', async (context) => {
  const test = await admitted(context);
  const { workspace, annActs, file } = test;
  const config = file('settings.yaml', 'lr: 0.0002\nschedule: {kind: cosine, steps: [1, 2]}\n');
  const request = {
    ...test.request(`${test.name}:training`),
    configurations: [config],
    environment: file('requirements.txt', 'torch==2.10.0 --hash=sha256:aa\n# nothing\n'),
  };
  const { decision, run } = await startRun(workspace, request, annActs);
  assert.equal(decision.verdict, 'pass');
  assert.ok(run?.startStatement);
  const envelope = parseEnvelope((await workspace.vault.bytes(run.startStatement)).toString());
  const { statement } = openStatement(TRAINING_START, envelope, {
    keys: [annActs.signer.publicKey],
  });
  const { run: facts, impact } = statement.predicate;
  assert.equal(impact, 'low');
  assert.deepEqual(facts.hyperparameters, {
    lr: 0.0002,
    'schedule.kind': 'cosine',
    'schedule.steps': '[1,2]',
    seed: 7,
  });
  const [dataset] = facts.datasets;
  assert.equal(dataset?.version, test.version);
  assert.equal(dataset.licence, 'CC-BY-4.0');
  assert.equal(dataset.reviewer.name, 'Bob');
  assert.equal(dataset.owner, 'Ann');
  assert.equal(facts.environment.libraries[0]?.purl, 'pkg:pypi/torch@2.10.0');
  assert.equal(facts.gate?.verdict, 'pass');
  const leaves = await leavesOf(workspace);
  assert.deepEqual(
    leaves.slice(-2).map(({ type, statement: digest }) => [type, digest]),
    [
      ['run.allowed', facts.gate?.statement],
      ['run.started', run.startStatement],
    ],
  );
  assert.deepEqual(await workspace.read.runs.inputs(run.id), [
    { run: run.id, version: test.version, purpose: 'training' },
  ]);
});

it('changes nothing in a dry run', async (context) => {
  const test = await admitted(context);
  const { workspace, annActs } = test;
  const before = await workspace.read.leaves.size();
  const start = await startRun(workspace, { ...test.request(test.name), dryRun: true }, annActs);
  assert.equal(start.decision.verdict, 'pass');
  assert.equal(start.run, null);
  assert.equal(await workspace.read.leaves.size(), before);
  assert.deepEqual(await workspace.read.runs.list(), []);
});

it('refuses data in quarantine with a signed verdict', async (context) => {
  const test = await peopledWorkspace(context);
  const { workspace, annActs } = test;
  const version = await test.take('tickets');
  const start = await startRun(workspace, test.request(`tickets@${version}`), annActs);
  assert.deepEqual(against(start), ['version-state fail', 'admission-passed fail']);
  assert.equal(start.run, null);
  const last = (await leavesOf(workspace)).at(-1);
  assert.equal(last?.type, 'run.refused');
  assert.deepEqual(last.subjects, [version]);
  assert.ok(last.statement);
  const envelope = parseEnvelope((await workspace.vault.bytes(last.statement)).toString());
  const { statement } = openStatement(VERIFICATION_SUMMARY, envelope, {
    keys: [annActs.signer.publicKey],
  });
  assert.equal(statement.predicate.verificationResult, 'FAILED');
  assert.equal(statement.predicate.credence_gate?.gate, 'training');
});

it('refuses a verdict that has expired', async (context) => {
  const test = await admitted(context);
  test.clock.move(91 * 24 * 60);
  const start = await startRun(test.workspace, test.request(test.name), test.annActs);
  assert.deepEqual(against(start), ['admission-passed fail']);
});

it('refuses an admission for a lesser impact', async (context) => {
  const test = await admitted(context);
  const request = { ...test.request(test.name), impact: 'high' };
  const start = await startRun(test.workspace, request, test.annActs);
  assert.deepEqual(against(start), ['admission-passed fail']);
  assert.match(start.notes.join(), /admitted for the impact low/);
});

it('refuses data that nobody answers for, and data out of scope', async (context) => {
  const test = await admitted(context);
  const { workspace, annActs } = test;
  await workspace.registry.transaction(async ({ datasets }) => {
    const [row] = await datasets.list();
    if (row !== undefined) await datasets.replace({ ...row, owner: null });
  });
  const elsewhere = { ...annActs, identity: { ...annActs.identity, scope: ['dataset:mails-*'] } };
  const start = await startRun(workspace, test.request(test.name), elsewhere);
  assert.deepEqual(against(start), ['admission-passed fail', 'owner fail', 'scope fail']);
});

it('refuses one changed byte in the vault', async (context) => {
  const test = await admitted(context);
  const { workspace, annActs } = test;
  const { manifest } = await resolveVersion(
    { tables: workspace.read, vault: workspace.vault },
    test.name,
  );
  const [file] = manifest.files;
  assert.ok(file !== undefined);
  const path = objectPath(workspace.paths.objects, file.sha256);
  const bytes = readFileSync(path);
  bytes[10] = (bytes[10] ?? 0) ^ 1;
  chmodSync(path, 0o600);
  writeFileSync(path, bytes);
  const start = await startRun(workspace, test.request(test.name), annActs);
  assert.deepEqual(against(start), ['integrity fail']);
  assert.match(start.notes.join(), /was altered/);
});

it('reads the folders that the run will read, and refuses what no version holds', async (context) => {
  const test = await admitted(context);
  const { workspace, annActs, folder } = test;
  const source = join(folder, '..', 'incoming', 'tickets');
  const made = async (name: string, change: (data: string) => void): Promise<RunStart> => {
    const data = join(folder, '..', name);
    cpSync(source, data, { recursive: true });
    change(data);
    const request = { ...test.request(test.name), dataFolders: [data], dryRun: true };
    return await startRun(workspace, request, annActs);
  };
  const same = await made('same', () => undefined);
  assert.deepEqual(against(same), []);
  const added = await made('added', (data) => writeFileSync(join(data, 'more.jsonl'), '{}\n'));
  assert.deepEqual(against(added), ['data-declared fail']);
  const changed = await made('changed', (data) => writeFileSync(join(data, 'data.jsonl'), '{}\n'));
  assert.deepEqual(against(changed), ['integrity fail', 'data-declared fail']);
  const missing = await made('missing', (data) => rmSync(join(data, 'data.jsonl')));
  assert.deepEqual(against(missing), ['integrity fail']);
  const linked = await made('linked', (data) => symlinkSync(source, join(data, 'tickets')));
  assert.deepEqual(against(linked), ['data-declared fail']);
  const twice = await made('twice', (data) => {
    mkdirSync(join(data, 'tickets'));
    cpSync(join(source, 'data.jsonl'), join(data, 'tickets', 'data.jsonl'));
  });
  assert.deepEqual(against(twice), ['data-declared fail']);
  const kit = await made('kit', (data) => {
    mkdirSync(join(data, 'credence-kit'));
    writeFileSync(join(data, 'credence-kit', 'README.md'), 'how to check');
  });
  assert.deepEqual(against(kit), []);
  const within = await made('within', (data) => {
    mkdirSync(join(data, 'credence-kit'));
    writeFileSync(join(data, 'credence-kit', 'more.jsonl'), '{}\n');
  });
  assert.deepEqual(against(within), ['data-declared fail']);
});

it('takes references only where they are pinned', async (context) => {
  const test = await admitted(context);
  const { workspace, annActs, request } = test;
  const start = (wanted: ReturnType<typeof request>): Promise<RunStart> =>
    startRun(workspace, wanted, annActs);
  await assert.rejects(start(request('tickets')), { code: 'NOT_PINNED' });
  await assert.rejects(start(request('tickets@latest')), { code: 'NOT_FOUND' });
  await assert.rejects(start(request()), { code: 'USAGE' });
  await assert.rejects(start(request(`${test.name}:everything`)), { code: 'USAGE' });
  await assert.rejects(start(request(test.name, `${test.name}:evaluation`)), { code: 'USAGE' });
  for (const uri of ['hf://org/model', 'hf://org/model@main', 'registry.example/train:latest']) {
    const code = { path: request(test.name).code.path, uri };
    await assert.rejects(start({ ...request(test.name), code }), { code: 'NOT_PINNED' });
  }
  const environment = test.file('loose.txt', 'torch>=2\n');
  await assert.rejects(start({ ...request(test.name), environment }), { code: 'NOT_PINNED' });
});

it('refuses a verdict that no gate could have given, though it is signed and logged', async (context) => {
  const test = await peopledWorkspace(context);
  const { workspace, annActs } = test;
  const version = await test.take('tickets');
  await forgeAdmission(test, version, { by: annActs, logged: true });
  await workspace.registry.transaction(async ({ versions }) => {
    const row = await versions.find(version);
    if (row !== undefined) await versions.replace({ ...row, state: 'admitted' });
  });
  const start = await startRun(workspace, test.request(`tickets@${version}`), annActs);
  assert.deepEqual(against(start), ['admission-passed fail']);
  assert.match(start.notes.join(), /does not follow from what is signed/);
});

it('refuses what rests on an approval by a key that was revoked, or was rejected since', async (context) => {
  const test = await admitted(context);
  const { workspace, annActs, bobActs, clock } = test;
  const start = (): Promise<RunStart> => startRun(workspace, test.request(test.name), annActs);
  clock.move(1);
  await giveApproval(
    workspace,
    { subject: test.name, act: 'reject', reason: 'row 3 is wrong', expires: null },
    bobActs,
  );
  assert.match((await start()).notes.join(), /Bob rejected it after the verdict/);
  await revokeKey(
    workspace,
    { keyId: bobActs.identity.keyId, reason: 'stolen' },
    annActs.identity.keyId,
  );
  assert.match((await start()).notes.join(), /does not follow from what is signed/);
});

it('refuses a tag that was moved past the ledger', async (context) => {
  const test = await admitted(context);
  const { workspace, annActs, ann } = test;
  const tag = {
    dataset: 'tickets' as DatasetName,
    name: 'good' as TagName,
    version: test.version as DatasetVersionId,
    moved: workspace.clock.now(),
    movedBy: ann.principal,
  };
  await workspace.registry.transaction(({ tags }) => tags.put(tag));
  const request = test.request('tickets@good');
  const start = await startRun(workspace, request, annActs);
  assert.deepEqual(against(start), ['admission-passed fail']);
  assert.match(start.notes.join(), /does not say that the tag good names this version/);
  await tagVersion(workspace, { version: test.name, tag: 'fine', act: 'set' }, annActs);
  const named = await startRun(workspace, test.request('tickets@fine'), annActs);
  assert.deepEqual(against(named), []);
});
