import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tagVersion } from '../../src/datasets/tag-version.ts';
import { versionLog } from '../../src/datasets/version-log.ts';
import { decodeLeaf } from '../../src/ledger/leaf.ts';
import { resolveVersion } from '../../src/workspace/versions/resolve-version.ts';
import { jsonLines, reference, rows, versions } from './versions.ts';

const TEXTS = [10, 11].map((count) => jsonLines(rows(count)));

describe('tags', () => {
  it('name a version, move only when told to, and leave a trace', async (context) => {
    const { workspace, ids, annActs } = await versions(context, TEXTS);
    const [one, other] = [reference(ids[0]), reference(ids[1])];
    await tagVersion(workspace, { version: one, tag: 'v1', act: 'set' }, annActs);
    await assert.rejects(
      tagVersion(workspace, { version: other, tag: 'v1', act: 'set' }, annActs),
      {
        code: 'USAGE',
      },
    );
    await tagVersion(workspace, { version: other, tag: 'v1', act: 'move' }, annActs);
    const place = { tables: workspace.read, vault: workspace.vault };
    assert.equal((await resolveVersion(place, 'tickets@v1')).row.id, ids[1]);
    assert.deepEqual(
      (await versionLog(workspace, 'tickets')).map(({ tags }) => tags),
      [['v1'], []],
    );
    await assert.rejects(
      tagVersion(workspace, { version: one, tag: 'v1', act: 'remove' }, annActs),
      {
        code: 'USAGE',
      },
    );
    await tagVersion(workspace, { version: other, tag: 'v1', act: 'remove' }, annActs);
    await assert.rejects(resolveVersion(place, 'tickets@v1'), { code: 'NOT_FOUND' });
    const size = await workspace.read.leaves.size();
    const leaves = await Array.fromAsync(workspace.read.leaves.read(size - 3, size), decodeLeaf);
    assert.deepEqual(
      leaves.map(({ type, subjects }) => [type, subjects]),
      [
        ['dataset.tagged', [ids[0]]],
        ['dataset.tag-moved', [ids[1], ids[0]]],
        ['dataset.tag-removed', [ids[1], ids[1]]],
      ],
    );
    assert.ok(leaves.every(({ statement }) => statement !== null));
  });

  for (const tag of ['latest', 'main', 'HEAD', 'deadbeef', `sha256-${'a'.repeat(64)}`, '../v1', ''])
    it(`cannot be called ${JSON.stringify(tag.slice(0, 20))}`, async (context) => {
      const { workspace, ids, annActs } = await versions(context, TEXTS.slice(0, 1));
      const version = reference(ids[0]);
      await assert.rejects(tagVersion(workspace, { version, tag, act: 'set' }, annActs), {
        code: 'USAGE',
      });
    });

  it('are not for those whose scope is another dataset', async (context) => {
    const { workspace, ids, annActs } = await versions(context, TEXTS.slice(0, 1));
    const narrow = { ...annActs, identity: { ...annActs.identity, scope: ['dataset:other-*'] } };
    await assert.rejects(
      tagVersion(workspace, { version: reference(ids[0]), tag: 'v1', act: 'set' }, narrow),
      { code: 'NOT_ALLOWED' },
    );
  });
});
