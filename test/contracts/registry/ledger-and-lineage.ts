import assert from 'node:assert/strict';
import { it } from 'node:test';
import { type NodeId, nodeId } from '../../../src/core/identifiers.ts';
import type { Leaves } from '../../../src/registry/tables/leaves.ts';
import type { RegistryMaker } from './open-registry.ts';
import { time } from './sample-rows.ts';

/** The two families that grow: entries of the ledger and steps of lineage. */
export function ledgerAndLineageContract(maker: RegistryMaker): void {
  it('appends leaves in batches without gaps, and reads any range', async (context) => {
    const registry = await maker.open(context);
    const entries = Array.from({ length: 5_000 }, (_, index) => Buffer.from(`entry ${index}`));
    assert.equal(await registry.transaction(({ leaves }) => leaves.append(entries)), 0);
    assert.equal(
      await registry.transaction(({ leaves }) => leaves.append([Buffer.from([0, 255])])),
      5_000,
    );
    const { leaves } = registry.read;
    assert.equal(await leaves.size(), 5_001);
    assert.deepEqual(Buffer.from((await leaves.last()) ?? []), Buffer.from([0, 255]));
    assert.deepEqual(await textsOf(leaves, 0, 5_000), entries.map(String));
    assert.deepEqual(await textsOf(leaves, 2_047, 2_050), [
      'entry 2047',
      'entry 2048',
      'entry 2049',
    ]);
    await assert.rejects(textsOf(leaves, 4_999, 5_002), { code: 'INTEGRITY_FAILED' });
  });

  it('lets a reader of leaves ask other things in between', async (context) => {
    const registry = await maker.open(context);
    await registry.transaction(({ leaves }) => leaves.append([Buffer.from('a'), Buffer.from('b')]));
    for await (const entry of registry.read.leaves.read(0, 2)) {
      assert.equal(entry.length, 1);
      assert.equal(await registry.read.leaves.size(), 2);
    }
  });

  it('reaches every step in both directions, through diamonds and cycles', async (context) => {
    const registry = await maker.open(context);
    const steps = ['a>b', 'a>c', 'b>d', 'c>d', 'd>e', 'e>b', 'x>y'];
    await registry.transaction(({ edges }) => edges.add(steps.map(edge)));
    await registry.transaction(({ edges }) => edges.add(steps.map(edge)));
    const { edges } = registry.read;
    const reached = async (from: string, direction: 'upstream' | 'downstream'): Promise<string[]> =>
      (await edges.reachedFrom(node(from), direction)).map(
        ({ fromNode, toNode }) => `${fromNode.slice(8)}>${toNode.slice(8)}`,
      );
    assert.deepEqual(await reached('a', 'downstream'), ['a>b', 'a>c', 'b>d', 'c>d', 'd>e', 'e>b']);
    assert.deepEqual(await reached('c', 'upstream'), ['a>c']);
    assert.deepEqual(await reached('d', 'upstream'), ['a>b', 'a>c', 'b>d', 'c>d', 'd>e', 'e>b']);
    assert.deepEqual(await reached('y', 'upstream'), ['x>y']);
    assert.deepEqual(await reached('y', 'downstream'), []);
  });

  it('follows a chain of ten thousand nodes', async (context) => {
    const registry = await maker.open(context);
    const chain = Array.from({ length: 10_000 }, (_, index) => edge(`${index}>${index + 1}`));
    await registry.transaction(({ edges }) => edges.add(chain));
    const { edges } = registry.read;
    assert.equal((await edges.reachedFrom(node('0'), 'downstream')).length, 10_000);
    assert.equal((await edges.reachedFrom(node('5000'), 'upstream')).length, 5_000);
  });
}

async function textsOf(leaves: Leaves, from: number, to: number): Promise<string[]> {
  const texts: string[] = [];
  for await (const entry of leaves.read(from, to)) texts.push(Buffer.from(entry).toString());
  return texts;
}

function edge(step: string): { fromNode: NodeId; toNode: NodeId; kind: string; time: string } {
  const [from, to] = step.split('>') as [string, string];
  return { fromNode: node(from), toNode: node(to), kind: 'derived', time: time(0) };
}

function node(id: string): NodeId {
  return nodeId('version', id);
}
