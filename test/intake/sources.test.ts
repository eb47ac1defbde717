import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import { digestOf } from '../../src/core/digest.ts';
import { addSource } from '../../src/intake/sources/add-source.ts';
import { distance } from '../../src/intake/sources/edit-distance.ts';
import { reviewSource } from '../../src/intake/sources/review-source.ts';
import { type WatchedSource, watchSources } from '../../src/intake/sources/watch-sources.ts';
import { withdrawSource } from '../../src/intake/sources/withdraw-source.ts';
import { FIXTURES, ownFolder } from './connectors/source-folder.ts';
import { type IntakeWorkspace, intakeWorkspace } from './intake-workspace.ts';
import { type HubStub, hubStub } from './stubs/hub-stub.ts';
import { serveBytes } from './stubs/serve-bytes.ts';
import { stubServer } from './stubs/stub-server.ts';

const FILES = { 'a.jsonl': '{"text":"x"}\n' };
const FIRST = { user: 'ann', date: '2024-01-01T00:00:00.000Z', files: FILES };
const SECOND = { user: 'ann', date: '2024-02-01T00:00:00.000Z', files: { ...FILES, 'b.md': 'b' } };

interface Watched extends IntakeWorkspace {
  readonly hub: HubStub;
  watch(): Promise<WatchedSource>;
  approveAgain(): Promise<string>;
  takeHead(): Promise<unknown>;
}

/** Data were taken from a repository of the Hub; then something happens there. */
async function watchedHub(context: TestContext): Promise<Watched> {
  const made = await intakeWorkspace(context);
  const { workspace, clock, annActs, bobActs } = made;
  const hub = await hubStub(context, { commits: [FIRST, SECOND], tags: { v1: 0 } });
  const environment = { HF_ENDPOINT: hub.origin };
  await made.approve('hf://datasets/acme/tickets');
  const takeHead = (): Promise<unknown> =>
    made.take(`hf://datasets/acme/tickets@${hub.sha(-1)}`, { environment });
  await takeHead();
  return {
    ...made,
    hub,
    takeHead,
    async watch(): Promise<WatchedSource> {
      clock.move(60);
      const [watched] = await watchSources(workspace, { environment }, annActs);
      return watched ?? assert.fail('nothing was watched');
    },
    async approveAgain(): Promise<string> {
      clock.move(1);
      const review = { source: 'vendor', decision: 'approve', reason: 'it is them' } as const;
      const { value } = await reviewSource(workspace, review, bobActs);
      clock.move(1);
      return value.source.state;
    },
  };
}

const kindsOf = ({ places }: WatchedSource): readonly string[] =>
  places.flatMap(({ signals }) => signals.map(({ kind }) => kind));

describe('watchSources', () => {
  it('sees nothing where nothing happened, and notes that it looked', async (context) => {
    const { watch, leaves } = await watchedHub(context);
    const watched = await watch();
    assert.deepEqual([watched.verdict, kindsOf(watched)], ['pass', []]);
    assert.equal((await leaves()).at(-1)?.type, 'source.watched');
  });

  const events: readonly (readonly [string, string, (hub: HubStub) => void])[] = [
    [
      'a name that was registered again',
      'identity-changed',
      ({ repository }) => (repository._id = 'f'.repeat(24)),
    ],
    [
      'another owner',
      'identity-changed',
      ({ repository }) => (repository.owner._id = 'f'.repeat(24)),
    ],
    [
      'a lost verification',
      'verification-lost',
      ({ repository }) => (repository.owner.isVerified = false),
    ],
    [
      'a repository that was handed over',
      'redirected',
      ({ repository }) => repository.names.push('other/tickets'),
    ],
    ['a tag that was moved', 'tag-moved', ({ repository }) => (repository.tags['v1'] = 1)],
    ['a tag that is gone', 'tag-moved', ({ repository }) => delete repository.tags['v1']],
    ['a repository that is gone', 'gone', ({ repository }) => (repository.names = ['x/y'])],
    [
      'a history that was rewritten',
      'gone',
      ({ repository }) => (repository.commits = [{ ...SECOND, user: 'eve' }]),
    ],
    [
      'work after years of silence by a stranger',
      'revived',
      ({ repository }) =>
        repository.commits.push({ user: 'eve', date: '2026-01-01T00:00:00.000Z', files: FILES }),
    ],
  ];
  for (const [what, kind, happen] of events)
    it(`holds a source after ${what}`, async (context) => {
      const { hub, watch, takeHead, workspace, leaves } = await watchedHub(context);
      happen(hub);
      const watched = await watch();
      assert.equal(watched.verdict, 'fail');
      assert.ok(kindsOf(watched).includes(kind), kindsOf(watched).join());
      assert.equal((await workspace.read.sources.find('vendor' as never))?.state, 'proposed');
      assert.deepEqual(
        (await leaves()).slice(-2).map(({ type }) => type),
        ['source.watched', 'source.held'],
      );
      await assert.rejects(takeHead(), { code: 'NOT_ALLOWED', message: /is proposed/ });
    });

  it('only notes a new maintainer', async (context) => {
    const { hub, watch } = await watchedHub(context);
    hub.repository.commits.push({ user: 'bob', date: '2024-03-01T00:00:00.000Z', files: FILES });
    const watched = await watch();
    assert.deepEqual([watched.verdict, kindsOf(watched)], ['pass', ['new-maintainer']]);
  });

  it('trusts a new publisher once the source was reviewed again, and not before', async (context) => {
    const { hub, watch, approveAgain, takeHead } = await watchedHub(context);
    hub.repository._id = 'f'.repeat(24);
    await watch();
    assert.equal(await approveAgain(), 'approved');
    await takeHead();
    assert.equal((await watch()).verdict, 'pass');
    hub.repository._id = 'e'.repeat(24);
    await assert.rejects(takeHead(), { code: 'NOT_ALLOWED', message: /taken over or made anew/ });
    await assert.rejects(takeHead(), { code: 'NOT_ALLOWED', message: /is proposed/ });
  });

  it('holds a revival against a source until somebody has reviewed it', async (context) => {
    const { hub, watch, approveAgain, takeHead } = await watchedHub(context);
    hub.repository.commits.push({ user: 'eve', date: '2026-01-01T00:00:00.000Z', files: FILES });
    await watch();
    assert.equal(await approveAgain(), 'approved');
    await takeHead();
    assert.equal((await watch()).verdict, 'pass');
  });

  it('says nothing of what it could not see', async (context) => {
    const { hub, watch, workspace } = await watchedHub(context);
    hub.repository.private = true;
    assert.equal((await watch()).verdict, 'inconclusive');
    assert.equal((await workspace.read.sources.find('vendor' as never))?.state, 'approved');
  });

  it('notes other bytes at an address', async (context) => {
    const { take, approve, workspace, annActs } = await intakeWorkspace(context);
    let text = 'text\nx\n';
    const server = await stubServer(context, (request, response) =>
      serveBytes(request, response, { bytes: Buffer.from(text) }),
    );
    await approve(server.origin);
    await take(`${server.origin}/a.csv`, { expected: digestOf(text) });
    text = 'text\nother\n';
    const [watched] = await watchSources(workspace, { environment: {} }, annActs);
    assert.deepEqual(
      [watched?.verdict, kindsOf(watched ?? assert.fail())],
      ['pass', ['content-changed', 'content-changed']],
    );
  });

  it('sees a table that was replaced, and a commit that was', async (context) => {
    const { take, approve, workspace, annActs, bobActs, clock } = await intakeWorkspace(context);
    const table = join(ownFolder(context), 'table');
    cpSync(join(FIXTURES, 'delta'), table, { recursive: true });
    await approve(`delta:${table}`);
    await take(`delta:${table}@3`);
    const commit = join(table, '_delta_log', '00000000000000000003.json');
    writeFileSync(commit, `${readFileSync(commit, 'utf8')}\n`);
    const [rewritten] = await watchSources(workspace, { environment: {} }, annActs);
    assert.deepEqual(kindsOf(rewritten ?? assert.fail()), ['history-rewritten']);
    clock.move(1);
    await reviewSource(workspace, { source: 'vendor', decision: 'approve', reason: 'r' }, bobActs);
    await take(`delta:${table}@3`);
    for (const name of readdirSync(table)) if (name.endsWith('.parquet')) rmSync(join(table, name));
    const [gone] = await watchSources(workspace, { environment: {} }, annActs);
    assert.deepEqual(kindsOf(gone ?? assert.fail()), ['gone']);
  });
});

describe('withdrawSource', () => {
  it('ends what a source may give; asking anew needs new reviews', async (context) => {
    const { approve, take, workspace, annActs, bobActs, clock, leaves } =
      await intakeWorkspace(context);
    const folder = ownFolder(context);
    writeFileSync(join(folder, 'a.txt'), 'x\n');
    await approve(folder);
    await assert.rejects(withdrawSource(workspace, { source: 'vendor', reason: ' ' }, annActs), {
      code: 'USAGE',
    });
    const { value } = await withdrawSource(
      workspace,
      { source: 'vendor', reason: 'breach' },
      annActs,
    );
    assert.equal(value.state, 'withdrawn');
    assert.equal((await leaves()).at(-1)?.type, 'source.withdrawn');
    await assert.rejects(take(folder), { code: 'NOT_ALLOWED', message: /is withdrawn/ });
    const review = { source: 'vendor', decision: 'approve', reason: 'r' } as const;
    await assert.rejects(reviewSource(workspace, review, bobActs), {
      code: 'USAGE',
      message: /withdrawn/,
    });
    clock.move(1);
    const { publisher, type, uris, licence } = value;
    const again = await addSource(
      workspace,
      { name: 'vendor', publisher, type, uris, licence, details: {} },
      annActs,
    );
    assert.equal(again.value.decision.verdict, 'held');
    const own = await reviewSource(workspace, review, annActs);
    assert.equal(own.value.source.state, 'proposed');
  });
});

describe('resemblances', () => {
  it('names approved sources that a new one could be mistaken for', async (context) => {
    const { approve, workspace, annActs } = await intakeWorkspace(context);
    await approve('hf://datasets/acme-labs/tickets');
    const ask = async (name: string, uri: string, publisher = 'Somebody'): Promise<number> => {
      const wanted = { name, publisher, type: 'vendor', uris: [uri], licence: '', details: {} };
      return (await addSource(workspace, wanted, annActs)).value.notes.length;
    };
    assert.equal(await ask('one', 'hf://datasets/acrne-labs/tickets'), 1);
    assert.equal(await ask('two', 'hf://datasets/\u0430cme-labs/tickets'), 1);
    assert.equal(await ask('three', 'hf://datasets/acme_labs/tickets'), 1);
    assert.equal(await ask('four', 'hf://datasets/other/reviews'), 0);
    assert.equal(await ask('vendors', 'https://example.com/x'), 1);
  });
});

describe('distance', () => {
  it('is a metric that counts single slips', () => {
    const text = fc.string({ maxLength: 8 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        assert.equal(distance(one, other), distance(other, one));
        assert.equal(distance(one, other) === 0, one === other);
        assert.ok(distance(one, other) <= Math.max(one.length, other.length));
      }),
    );
    assert.deepEqual(
      [distance('acme', 'acem'), distance('acme', 'acm'), distance('acme', 'axme')],
      [1, 1, 1],
    );
  });
});
