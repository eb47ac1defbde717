import assert from 'node:assert/strict';
import { it } from 'node:test';
import { digestOf } from '../../../src/core/digest.ts';
import type { Name, RetrievalId, RunId, TagName } from '../../../src/core/identifiers.ts';
import type { RegistryMaker } from './open-registry.ts';
import {
  ANN,
  BEN,
  CHURN,
  dataset,
  identity,
  keyOf,
  model,
  modelVersion,
  modelVersionId,
  retrieval,
  run,
  source,
  TICKETS,
  time,
  VENDOR,
  version,
  versionId,
} from './sample-rows.ts';

/** Each family gives back what it was given, in the order it promises. */
export function familiesContract(maker: RegistryMaker): void {
  it('keeps identities, all keys of a principal, and who replaced whom', async (context) => {
    const registry = await maker.open(context);
    const first = identity();
    const second = identity({ keyId: keyOf('ann 2'), created: time(9) });
    const service = identity({
      keyId: keyOf('bot'),
      principal: keyOf('bot') as never,
      name: 'bot',
      kind: 'service',
      owner: ANN,
      scope: ['dataset:tickets'],
      created: time(5),
    });
    await registry.transaction(async ({ identities }) => {
      await identities.add(first);
      await identities.add(service);
      await assert.rejects(identities.add(second), { code: 'INTERNAL' });
    });
    const rotated = identity({ state: 'rotated', stateReason: 'yearly' });
    await registry.transaction(async ({ identities }) => {
      await identities.replace(rotated);
      await identities.add(second);
      await identities.replace({ ...rotated, replacedBy: second.keyId });
    });
    const { identities } = registry.read;
    assert.deepEqual(await identities.ofPrincipal(ANN), [
      { ...rotated, replacedBy: second.keyId },
      second,
    ]);
    assert.deepEqual(await identities.find(service.keyId), service);
    assert.equal(await identities.find(keyOf('nobody')), undefined);
    assert.deepEqual(await identities.named('bot'), [service]);
    assert.equal((await identities.list()).length, 3);
  });

  it('keeps sources and their reviews', async (context) => {
    const registry = await maker.open(context);
    const review = {
      id: 'r1',
      source: VENDOR,
      reviewer: ANN,
      decision: 'approve',
      tier: 'reviewed',
      reason: 'known for years',
      time: time(8),
      statement: null,
    } as const;
    await registry.transaction(async ({ sources }) => {
      await sources.add(source());
      await sources.addReview(review);
      await sources.replace(source({ state: 'approved', stateChanged: time(8) }));
    });
    const { sources } = registry.read;
    assert.deepEqual(
      await sources.find(VENDOR),
      source({ state: 'approved', stateChanged: time(8) }),
    );
    assert.deepEqual(await sources.list(), [source({ state: 'approved', stateChanged: time(8) })]);
    assert.deepEqual(await sources.reviews(VENDOR), [review]);
  });

  it('keeps datasets, versions and tags, and finds a version by the beginning of its id', async (context) => {
    const registry = await maker.open(context);
    const one = version('one');
    const two = version('two', { created: time(4), parents: [one.id] });
    const tag = {
      dataset: TICKETS,
      name: 'good' as TagName,
      version: one.id,
      moved: time(5),
      movedBy: BEN,
    };
    await registry.transaction(async ({ datasets, versions, tags }) => {
      await datasets.add(dataset());
      await versions.add(one);
      await versions.add(two);
      await tags.put(tag);
      await tags.put({ ...tag, version: two.id });
      await datasets.replace(dataset({ owner: BEN }));
      await versions.replace({ ...one, state: 'admitted' });
    });
    const { datasets, versions, tags } = registry.read;
    assert.deepEqual(await datasets.find(TICKETS), dataset({ owner: BEN }));
    assert.deepEqual(await versions.ofDataset(TICKETS), [two, { ...one, state: 'admitted' }]);
    assert.deepEqual(await versions.startingWith(TICKETS, two.id.slice(7, 15)), [two]);
    assert.deepEqual(await versions.startingWith(TICKETS, '00000000'), []);
    const many = Array.from({ length: 1200 }, (_, at) => versionId(`${at}`));
    assert.deepEqual(await versions.findAll([...many, two.id]), [two]);
    assert.deepEqual(await versions.findAll([]), []);
    await assert.rejects(versions.startingWith(TICKETS, 'xyz'), { code: 'USAGE' });
    assert.deepEqual(await tags.find(TICKETS, tag.name), { ...tag, version: two.id });
    assert.equal((await tags.ofDataset(TICKETS)).length, 1);
    await registry.transaction(({ tags: inside }) => inside.remove(TICKETS, tag.name));
    assert.deepEqual(await tags.list(), []);
  });

  it('keeps retrievals, and knows which can be resumed', async (context) => {
    const registry = await maker.open(context);
    const begun = retrieval('a');
    const done = retrieval('b', { started: time(5), state: 'complete', version: versionId('one') });
    await registry.transaction(async ({ sources, datasets, versions, retrievals }) => {
      await sources.add(source());
      await datasets.add(dataset());
      await versions.add(version('one'));
      await retrievals.add(begun);
      await retrievals.add(done);
    });
    const { retrievals } = registry.read;
    assert.deepEqual(await retrievals.unfinished(), [begun]);
    assert.deepEqual(await retrievals.findAll([done.id, 'c' as RetrievalId]), [done]);
    assert.deepEqual(await retrievals.ofSource(VENDOR), [done, begun]);
    assert.deepEqual(await retrievals.ofVersion(versionId('one')), [done]);
    await registry.transaction(({ retrievals: inside }) =>
      inside.replace({ ...begun, state: 'blocked' }),
    );
    assert.equal((await retrievals.find('a' as RetrievalId))?.state, 'blocked');
  });

  it('keeps acts and verdicts by subject', async (context) => {
    const registry = await maker.open(context);
    const subject = digestOf('subject');
    const approval = {
      statement: digestOf('approval'),
      subject,
      act: 'approve',
      purpose: 'admission',
      signer: keyOf('ann 1'),
      principal: ANN,
      reason: 'looked at 200 rows',
      time: time(9),
      expires: null,
    } as const;
    const verdict = {
      statement: digestOf('verdict'),
      subject,
      gate: 'admission',
      verdict: 'held',
      policy: digestOf('policy'),
      issued: time(9),
      expires: time(99),
      details: { ladder: 'none' },
    } as const;
    const later = { ...verdict, statement: digestOf('later'), issued: time(10) };
    await registry.transaction(async ({ identities, approvals, verdicts }) => {
      await identities.add(identity());
      await approvals.add(approval);
      await verdicts.add(verdict);
      await verdicts.add(later);
    });
    const { approvals, verdicts } = registry.read;
    assert.deepEqual(await approvals.ofSubject(subject), [approval]);
    assert.deepEqual(await approvals.find(approval.statement), approval);
    assert.deepEqual(await verdicts.ofSubject(subject), [later, verdict]);
    assert.deepEqual(await verdicts.latest(subject, 'admission'), later);
    assert.equal(await verdicts.latest(subject, 'training'), undefined);
    assert.deepEqual(await verdicts.find(verdict.statement), verdict);
  });

  it('keeps runs with what they read and made, and models with their aliases', async (context) => {
    const registry = await maker.open(context);
    const id = 'run-1' as RunId;
    const input = { run: id, version: versionId('one'), purpose: 'training' };
    const output = { run: id, model: modelVersionId('m'), purpose: 'model' };
    const alias = {
      model: CHURN,
      name: 'production' as Name,
      version: modelVersionId('m'),
      moved: time(8),
      movedBy: ANN,
    };
    await registry.transaction(async ({ datasets, versions, runs, models }) => {
      await datasets.add(dataset());
      await versions.add(version('one'));
      await runs.add(run('run-1'));
      await runs.addInput(input);
      await models.add(model());
      await models.addVersion(modelVersion('m', { run: id }));
      await runs.addOutput(output);
      await models.putAlias(alias);
      await models.putAlias({ ...alias, moved: time(9) });
      await models.replaceVersion(modelVersion('m', { run: id, state: 'promoted' }));
      await models.replace(model({ impact: 'low' }));
      await runs.replace(run('run-1', { state: 'finished', finished: time(9) }));
    });
    const { runs, models } = registry.read;
    assert.deepEqual(await runs.list(), [run('run-1', { state: 'finished', finished: time(9) })]);
    assert.deepEqual(await runs.findAll([id, id, 'run-2' as RunId]), await runs.list());
    assert.deepEqual(
      await models.findVersions([modelVersionId('m'), modelVersionId('n')]),
      await models.versions(CHURN),
    );
    assert.deepEqual(await runs.inputs(id), [input]);
    assert.deepEqual(await runs.outputs(id), [output]);
    assert.deepEqual(await runs.reading(versionId('one')), [input]);
    assert.deepEqual(await models.find(CHURN), model({ impact: 'low' }));
    assert.equal((await models.list()).length, 1);
    assert.deepEqual(await models.versions(CHURN), [
      modelVersion('m', { run: id, state: 'promoted' }),
    ]);
    assert.deepEqual(await models.aliases(CHURN), [{ ...alias, moved: time(9) }]);
  });

  it('keeps settings', async (context) => {
    const registry = await maker.open(context);
    await registry.transaction(async ({ settings }) => {
      await settings.put('origin', 'one');
      await settings.put('origin', 'two');
    });
    assert.equal(await registry.read.settings.get('origin'), 'two');
    assert.equal(await registry.read.settings.get('nothing'), undefined);
  });

  it('refuses rows that point at nothing', async (context) => {
    const registry = await maker.open(context);
    await assert.rejects(registry.transaction(({ versions }) => versions.add(version('one'))));
    assert.deepEqual(await registry.read.versions.list(), []);
  });
}
