import assert from 'node:assert/strict';
import { it } from 'node:test';
import { versionGraph } from '../../src/datasets/version-graph.ts';

it('draws branches side by side until they meet', () => {
  const versions = [
    { id: 'd', parents: ['c', 'a'] },
    { id: 'c', parents: ['b'] },
    { id: 'b', parents: ['a'] },
    { id: 'a', parents: ['elsewhere'] },
    { id: 'z', parents: [] },
  ];
  assert.deepEqual(versionGraph(versions), ['●', '● │', '● │', '●', '●']);
});

it('shows a line for each version that waits for its parent', () => {
  const versions = [
    { id: 'one', parents: ['root'] },
    { id: 'two', parents: ['root'] },
    { id: 'three', parents: [] },
    { id: 'root', parents: [] },
  ];
  assert.deepEqual(versionGraph(versions), ['●', '│ ●', '│ ●', '●']);
});
