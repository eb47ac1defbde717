import assert from 'node:assert/strict';
import { it } from 'node:test';
import { parseEnvelope } from '../../src/core/signing/dsse.ts';
import { startRun } from '../../src/gates/training/start-run.ts';
import { billOf } from '../../src/runs/bill.ts';
import { failRun } from '../../src/runs/fail-run.ts';
import { type FinishRequest, finishRun } from '../../src/runs/finish-run.ts';
import { readModelDetails } from '../../src/runs/model-details.ts';
import { finishedRunOf } from '../../src/runs/run-of.ts';
import { showRun } from '../../src/runs/show-run.ts';
import { bomGaps } from '../../src/statements/cyclonedx/bom-gaps.ts';
import { openStatement } from '../../src/statements/in-toto/signed-statement.ts';
import { openFolder } from '../../src/statements/model-signing/disk-folder.ts';
import { signDirectory } from '../../src/statements/model-signing/sign-directory.ts';
import { SLSA_PROVENANCE } from '../../src/statements/predicates/slsa-provenance.ts';
import { type PeopledWorkspace, peopledWorkspace } from '../gates/admitted-workspace.ts';

interface StartedRun extends PeopledWorkspace {
  readonly id: string;
  readonly finish: FinishRequest;
}

async function startedRun(context: Parameters<typeof peopledWorkspace>[0]): Promise<StartedRun> {
  const test = await peopledWorkspace(context);
  const version = await test.take('tickets');
  await test.admit('tickets', version);
  const { run } = await startRun(test.workspace, test.request(`tickets@${version}`), test.annActs);
  assert.ok(run !== null);
  test.file('out/config.json', '{}');
  test.file('out/shards/0.safetensors', 'weights');
  const output = test.file('out/model.safetensors', 'more weights').replace(/\/[^/]+$/, '');
  return {
    ...test,
    id: run.id,
    finish: {
      run: run.id,
      outputs: [output],
      licence: 'Apache-2.0',
      producer: 'Example Corp',
      details: {},
      byproducts: [],
    },
  };
}

it('binds what a run made to the data that it read', async (context) => {
  const test = await startedRun(context);
  const { workspace, annActs, finish, id } = test;
  const checkpoint = test.file('step-100.safetensors', 'half-way');
  const log = test.file('train.log', 'loss 0.1');
  const { value } = await finishRun(
    workspace,
    { ...finish, outputs: [...finish.outputs, checkpoint], byproducts: [log] },
    annActs,
  );
  const [model, second] = value.versions;
  assert.ok(model !== undefined && second !== undefined);
  const folder = await openFolder(finish.outputs[0] ?? '');
  const { manifest } = await signDirectory(folder, annActs.signer, { beyondSpecification: true });
  assert.equal(model, `sha256:${manifest.rootDigest}`);

  const envelope = parseEnvelope((await workspace.vault.bytes(value.statement)).toString());
  const { statement } = openStatement(SLSA_PROVENANCE, envelope, {
    keys: [annActs.signer.publicKey],
  });
  const { buildDefinition, runDetails } = statement.predicate;
  assert.deepEqual(
    buildDefinition.resolvedDependencies?.map(({ annotations }) => annotations?.['kind']),
    ['base-model', 'dataset', 'code', 'trainer'],
  );
  assert.deepEqual(
    runDetails.byproducts?.map(({ name }) => name),
    ['step-100.safetensors', 'train.log', 'training-run-facts'],
  );
  assert.deepEqual(
    statement.subject.map(({ name }) => name),
    ['support-bot', 'config.json', 'model.safetensors', 'shards/0.safetensors'],
  );
  const shown = await showRun(workspace, id.slice(0, 8));
  assert.equal(shown.run.state, 'finished');
  assert.deepEqual(
    new Map(shown.outputs.map(({ model: made, purpose }) => [made, purpose])),
    new Map([
      [model, 'model'],
      [second, 'checkpoint'],
    ]),
  );
  await assert.rejects(finishedRunOf(workspace, second), { code: 'NOT_FOUND' });
  assert.deepEqual(await finishedRunOf(workspace, model), value.facts);
  assert.deepEqual(await finishedRunOf(workspace, 'support-bot'), value.facts);
});

it('ends a run once, and knows bytes under one name', async (context) => {
  const test = await startedRun(context);
  const { workspace, annActs, finish, id } = test;
  await finishRun(workspace, finish, annActs);
  await assert.rejects(finishRun(workspace, finish, annActs), { code: 'USAGE' });
  await assert.rejects(failRun(workspace, id, annActs), { code: 'USAGE' });
  const [input] = await workspace.read.runs.list();
  const { inputs } = await showRun(workspace, input?.id ?? '');
  const reference = `tickets@${inputs[0]?.version}`;
  const again = await startRun(workspace, { ...test.request(reference), name: 'another' }, annActs);
  const same = { ...finish, run: again.run?.id ?? '' };
  await assert.rejects(finishRun(workspace, same, annActs), /known already, as support-bot/);
  await finishRun(workspace, { ...same, model: 'support-bot' }, annActs);
  await assert.rejects(finishedRunOf(workspace, 'nothing'), { code: 'NOT_FOUND' });
});

it('refuses what has no bytes, is out of scope, or lacks a fact', async (context) => {
  const test = await startedRun(context);
  const { workspace, annActs, finish, id } = test;
  const scoped = { ...annActs, identity: { ...annActs.identity, scope: ['model:mail-*'] } };
  await assert.rejects(finishRun(workspace, finish, scoped), { code: 'NOT_ALLOWED' });
  const unlicensed = { ...finish, licence: ' ' };
  await assert.rejects(finishRun(workspace, unlicensed, annActs), /model\.licence/);
  const nowhere = { ...finish, outputs: [`${finish.outputs[0]}/nothing`] };
  await assert.rejects(finishRun(workspace, nowhere, annActs), { code: 'FILE_NOT_FOUND' });
  const twice = { ...finish, outputs: [...finish.outputs, ...finish.outputs] };
  await assert.rejects(finishRun(workspace, twice, annActs), { code: 'USAGE' });
  await assert.rejects(finishedRunOf(workspace, id), /has not finished/);
  assert.equal((await failRun(workspace, 'support-bot', annActs)).value.state, 'failed');
});

it('bills what was recorded, and what was told of the model', async (context) => {
  const test = await startedRun(context);
  const { workspace, annActs, finish } = test;
  const about = test.file(
    'about.yaml',
    'description: answers tickets\ntask: text-generation\narchitecture: Llama\ninputs: [text]\noutputs: [text]\nuseCases: [support]\nmetrics:\n  - {name: accuracy, value: 0.9, kind: performance}\n',
  );
  const details = await readModelDetails(about);
  await finishRun(workspace, { ...finish, details }, annActs);
  const facts = await finishedRunOf(workspace, 'support-bot');
  const time = workspace.clock.now();
  for (const version of ['1.7', '1.6'] as const) {
    const bom = billOf(facts, { version, securityContact: 'mailto:security@example.org' }, time);
    assert.equal(bom.specVersion, version);
    assert.deepEqual(
      billOf(facts, { version, securityContact: 'mailto:security@example.org' }, time),
      bom,
    );
    const { elements } = bomGaps(bom);
    const missing = elements.filter(({ present }) => !present).map(({ id }) => id);
    assert.ok(!missing.includes('G7AI-MDL-06') && !missing.includes('G7AI-SP-03'), missing.join());
  }
  const wrong = test.file('wrong.yaml', 'licence: MIT\n');
  await assert.rejects(readModelDetails(wrong), { code: 'CONFIG_INVALID' });
});

it('believes no registry that quotes the statement of another run', async (context) => {
  const test = await startedRun(context);
  const { workspace, annActs, finish, id } = test;
  const { value } = await finishRun(workspace, finish, annActs);
  const { inputs } = await showRun(workspace, id);
  const again = await startRun(
    workspace,
    { ...test.request(`tickets@${inputs[0]?.version}`), name: 'again' },
    annActs,
  );
  assert.ok(again.run !== null);
  const forged = { ...again.run, startStatement: value.run.startStatement };
  await workspace.registry.transaction(({ runs }) => runs.replace(forged));
  await assert.rejects(showRun(workspace, 'again'), { code: 'INTEGRITY_FAILED' });
  const finished = { ...forged, finished: value.run.finished, finishStatement: value.statement };
  await workspace.registry.transaction(({ runs }) => runs.replace(finished));
  await assert.rejects(finishedRunOf(workspace, 'again'), { code: 'INTEGRITY_FAILED' });
  const other = { ...finished, finishStatement: value.run.startStatement };
  await workspace.registry.transaction(({ runs }) => runs.replace(other));
  await assert.rejects(finishedRunOf(workspace, 'again'), { code: 'DATA_MALFORMED' });
});
