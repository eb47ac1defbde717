import assert from 'node:assert/strict';
import { it } from 'node:test';
import { collectGarbage } from '../../src/workspace/collect-garbage.ts';
import { testWorkspace } from './test-workspace.ts';

it('removes what nobody refers to, and nothing that is live or that the ledger commits to', async (context) => {
  const { workspace, ann } = await testWorkspace(context);
  const live = await workspace.vault.put({ bytes: 'live' });
  const dead = await workspace.vault.put({ bytes: 'dead' });
  const { removed } = await collectGarbage(workspace, [live.digest], { graceMs: -1 });
  assert.deepEqual(removed, [dead.digest]);
  assert.notEqual(await workspace.vault.size(live.digest), null);
  assert.notEqual(await workspace.vault.size(ann.statement ?? assert.fail()), null);
});

it('waits for no backup, and says who makes one', async (context) => {
  const { workspace } = await testWorkspace(context);
  await workspace.alone('maintenance', async () => {
    await assert.rejects(collectGarbage(workspace, []), {
      code: 'LOCKED',
      message: new RegExp(`process ${process.pid}`),
    });
  });
});
