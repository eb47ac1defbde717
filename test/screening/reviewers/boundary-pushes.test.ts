import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BoundaryLabels } from '../../../src/engine/operations/reviewers.ts';
import { boundaryPushes } from '../../../src/screening/reviewers/boundary-pushes.ts';

/** Eight labellers with 100 undecided records each; of `pushed`, one calls so many “fine”, the others about half. */
function undecided(pushed: number): BoundaryLabels {
  const counts = Array.from({ length: 8 }, (_, labeller) => {
    const fine = labeller === 5 ? pushed : 48 + (labeller % 4);
    const half = Math.floor(fine / 2);
    return Uint32Array.of(half, 50 - half, fine - half, 50 - (fine - half));
  });
  const all = Uint32Array.from({ length: 4 }, (_, cell) =>
    counts.reduce((sum, own) => sum + (own[cell] as number), 0),
  );
  const places = counts.map((_, labeller) => `labeller-${labeller}`);
  return {
    labels: ['fine', 'bad'],
    all,
    columns: [{ column: 'who', role: 'contributor', places, counts }],
  };
}

describe('labels near the boundary', () => {
  it('that one labeller pushes to one side are found, with their number', () => {
    const { tried, pushes } = boundaryPushes(undecided(92));
    assert.equal(tried, 16);
    assert.deepEqual(
      pushes.map(({ value, label, records, given }) => [value, label, records, given]),
      [['labeller-5', 'fine', 100, 92]],
    );
    assert.ok((pushes[0]?.qValue ?? 1) < 1e-6);
    assert.ok(Math.abs((pushes[0]?.expected ?? 0) - 49.6) < 1.5);
  });

  it('are nobody’s where all decide alike', () => {
    assert.deepEqual(boundaryPushes(undecided(52)).pushes, []);
  });

  it('are not counted where there are too many labels', () => {
    const none = { labels: ['a', 'b'], all: new Uint32Array(0), columns: [] };
    assert.deepEqual(boundaryPushes(none), { tried: 0, pushes: [] });
  });
});
