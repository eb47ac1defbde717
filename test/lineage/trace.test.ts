import assert from 'node:assert/strict';
import { it } from 'node:test';
import { digestOf } from '../../src/core/digest.ts';
import { type NodeId, nodeId } from '../../src/core/identifiers.ts';
import { startRun } from '../../src/gates/training/start-run.ts';
import { findRecord } from '../../src/lineage/find-record.ts';
import { findRoots } from '../../src/lineage/find-roots.ts';
import { trace } from '../../src/lineage/trace.ts';
import { traceText } from '../../src/lineage/trace-text.ts';
import { finishRun } from '../../src/runs/finish-run.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { peopledWorkspace } from '../gates/admitted-workspace.ts';
import { testWorkspace } from '../workspace/test-workspace.ts';

async function link(
  { registry }: Workspace,
  steps: readonly (readonly [from: string, to: string])[],
): Promise<void> {
  await registry.transaction(({ edges }) =>
    edges.add(
      steps.map(([from, to]) => ({
        fromNode: nodeId('version', from),
        toNode: nodeId('version', to),
        kind: 'derived',
        time: '2026-06-01T00:00:00.000Z',
      })),
    ),
  );
}

it('follows a record from its source to the models that learnt it, and back', async (context) => {
  const test = await peopledWorkspace(context);
  const { workspace, annActs } = test;
  const version = await test.take('tickets');
  const mails = await test.take('mails');
  await test.admit('tickets', version);
  const { run } = await startRun(workspace, test.request(`tickets@${version}`), annActs);
  assert.ok(run !== null);
  const { value } = await finishRun(
    workspace,
    {
      run: run.id,
      outputs: [test.file('new.safetensors', 'new')],
      licence: 'MIT',
      producer: 'Example Corp',
      details: {},
      byproducts: [],
    },
    annActs,
  );
  const [model] = value.versions;
  assert.ok(model !== undefined);

  const record = await findRecord(workspace, `tickets@${version.slice(7, 15)}:3`);
  assert.deepEqual(
    record.versions.map((holding) => [holding.version.id, holding.rows, holding.count]),
    [[version, [3], 1]],
  );
  assert.deepEqual(await findRecord(workspace, record.digest), record);
  await assert.rejects(findRecord(workspace, `tickets@${version}:13`), { code: 'NOT_FOUND' });
  await assert.rejects(findRecord(workspace, digestOf('nothing')), { code: 'NOT_FOUND' });
  await assert.rejects(findRecord(workspace, 'tickets'), { code: 'USAGE' });

  const forward = await trace(workspace.read, await findRoots(workspace, 'source', 'crm'));
  const reached = new Set(forward.nodes.map(({ node }) => node));
  for (const id of [version, mails]) assert.ok(reached.has(nodeId('version', id)));
  assert.ok(reached.has(nodeId('model', model)));
  assert.deepEqual(forward.upstream, []);

  const roots = await findRoots(workspace, 'model', `support-bot@${model.slice(7, 15)}`);
  const back = await trace(workspace.read, roots);
  assert.deepEqual(back.nodes.map(({ kind }) => kind).sort(), [
    'model',
    'model',
    'retrieval',
    'run',
    'source',
    'version',
  ]);
  assert.match(traceText(back), /← training: dataset tickets@[0-9a-f]{12} \(admitted/);
  assert.match(traceText(back), /← base-model: model [0-9a-f]{12} \(not recorded here\)/);
  const base = back.nodes.find(({ kind, state }) => kind === 'model' && state === null);
  assert.deepEqual(await findRoots(workspace, 'model', base?.id ?? ''), [base?.node]);
  assert.equal((await findRoots(workspace, 'dataset', 'tickets')).length, 1);
  await assert.rejects(findRoots(workspace, 'source', 'nobody'), { code: 'NOT_FOUND' });
});

it('ends on cycles, shows what comes twice once, and goes to any depth', async (context) => {
  const { workspace } = await testWorkspace(context);
  await link(workspace, [
    ['a', 'b'],
    ['a', 'c'],
    ['b', 'd'],
    ['c', 'd'],
    ['d', 'a'],
  ]);
  const found = await trace(workspace.read, [nodeId('version', 'a')]);
  assert.equal(found.downstream.length, 5);
  const text = traceText(found);
  assert.equal(text.match(/dataset d \(not recorded here\)(?! \(shown above\))/g)?.length, 2);
  const depth = 10_000;
  await link(
    workspace,
    Array.from({ length: depth }, (_, at) => [`n${at}`, `n${at + 1}`] as const),
  );
  const deep = await trace(workspace.read, [nodeId('version', 'n0')]);
  assert.equal(deep.nodes.length, depth + 1);
  assert.equal(traceText(deep).split('\n').length, depth + 2);
});

it('shows names that hide something as what they are', async (context) => {
  const { workspace } = await testWorkspace(context);
  const hostile = 'model:evil\u001b[2J\u202e' as NodeId;
  await workspace.registry.transaction(({ edges }) =>
    edges.add([
      {
        fromNode: nodeId('run', 'r'),
        toNode: hostile,
        kind: 'model',
        time: '2026-06-01T00:00:00Z',
      },
    ]),
  );
  const text = traceText(await trace(workspace.read, [nodeId('run', 'r')]));
  assert.match(text, /evil⟨U\+001B⟩\[2J⟨U\+202E⟩/);
});
