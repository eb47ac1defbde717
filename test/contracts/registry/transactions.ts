import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { RegistryMaker } from './open-registry.ts';
import { dataset, TICKETS } from './sample-rows.ts';

/** Both or neither, one after the other, and readers see only what is committed. */
export function transactionsContract(maker: RegistryMaker): void {
  it('keeps nothing of a transaction that fails', async (context) => {
    const registry = await maker.open(context);
    const failing = registry.transaction(async ({ datasets, leaves }) => {
      await datasets.add(dataset());
      await leaves.append([Buffer.from('leaf')]);
      throw new Error('on purpose');
    });
    await assert.rejects(failing, /on purpose/);
    assert.deepEqual(await registry.read.datasets.list(), []);
    assert.equal(await registry.read.leaves.size(), 0);
  });

  it('shows a change to readers when it is committed, and not before', async (context) => {
    const registry = await maker.open(context);
    await registry.transaction(async ({ datasets }) => {
      await datasets.add(dataset());
      assert.notEqual(await datasets.find(TICKETS), undefined);
      assert.equal(await registry.read.datasets.find(TICKETS), undefined);
    });
    assert.notEqual(await registry.read.datasets.find(TICKETS), undefined);
  });

  it('lets transactions of two openings take turns, losing none', async (context) => {
    const openings = [await maker.open(context), await maker.open(context)];
    const counts = Array.from({ length: 40 }, (_, index) =>
      openings[index % 2]?.transaction(async ({ settings }) => {
        const count = Number((await settings.get('count')) ?? 0);
        await new Promise(setImmediate);
        await settings.put('count', String(count + 1));
      }),
    );
    await Promise.all(counts);
    assert.equal(await openings[0]?.read.settings.get('count'), '40');
  });

  it('refuses a transaction within a transaction, where it would wait for itself', async (context) => {
    const registry = await maker.open(context);
    await assert.rejects(
      registry.transaction(() => registry.transaction(() => Promise.resolve())),
      { code: 'INTERNAL' },
    );
  });

  it('refuses to write through what is for reading', async (context) => {
    const registry = await maker.open(context);
    await assert.rejects(registry.read.datasets.add(dataset()));
  });

  it('verifies, and opens again with everything in it', async (context) => {
    const registry = await maker.open(context);
    await registry.transaction(({ datasets }) => datasets.add(dataset()));
    await registry.verify();
    const again = await maker.open(context);
    assert.deepEqual(await again.read.datasets.find(TICKETS), dataset());
    await again.verify();
  });
}
