import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bomGaps } from '../../../src/statements/cyclonedx/bom-gaps.ts';
import { type BomOptions, buildBom } from '../../../src/statements/cyclonedx/build-bom.ts';
import type { TrainingRunFacts } from '../../../src/statements/facts/training-run-facts.ts';
import { DATASET, RUN } from '../facts/sample-facts.ts';

const OPTIONS: BomOptions = {
  timestamp: '2026-09-02T00:00:00Z',
  author: { name: 'ML platform' },
  tool: { name: 'credence', version: '0.1.0' },
  securityContact: 'https://example.com/security',
};

function gapsOf(run: TrainingRunFacts, options: BomOptions = OPTIONS): readonly string[] {
  const { elements } = bomGaps(buildBom(run, options), { signatures: 1 });
  return elements.filter(({ present }) => !present).map(({ id }) => id);
}

describe('gaps against the minimum elements', () => {
  it('are counted over 50 elements with ids of their own, in seven clusters', () => {
    const { elements, total } = bomGaps(buildBom(RUN, OPTIONS));
    assert.equal(total, 50);
    assert.equal(new Set(elements.map(({ id }) => id)).size, 50);
    assert.deepEqual(
      Object.values(Object.groupBy(elements, ({ cluster }) => cluster)).map(
        (group) => group.length,
      ),
      [10, 9, 13, 10, 2, 4, 2],
    );
    assert.deepEqual([elements[0]?.id, elements.at(-1)?.id], ['G7AI-MD-01', 'G7AI-KPI-02']);
  });

  it('leave none for a run that tells everything, and one where nobody told of vulnerabilities', () => {
    assert.deepEqual(gapsOf(RUN), ['G7AI-SP-04']);
    const vulnerabilities = 'https://example.com/support-bot.vex.json';
    assert.deepEqual(gapsOf(RUN, { ...OPTIONS, vulnerabilities }), []);
  });

  it('count a signature only where there is one', () => {
    const signature = bomGaps(buildBom(RUN, OPTIONS)).elements.find(
      ({ id }) => id === 'G7AI-MD-05',
    );
    assert.equal(signature?.present, false);
  });

  const { description: _, sensitiveData: __, classification: ___, ...quiet } = DATASET;
  const cases: readonly (readonly [string, TrainingRunFacts, readonly string[]])[] = [
    [
      'one dataset of two says less',
      { ...RUN, datasets: [DATASET, { ...quiet, name: 'quiet' }] },
      ['G7AI-DP-02', 'G7AI-DP-08'],
    ],
    [
      'no hardware is named',
      { ...RUN, environment: { ...RUN.environment, hardware: [] } },
      ['G7AI-INF-02'],
    ],
    ['no hyperparameters are told', { ...RUN, hyperparameters: {} }, ['G7AI-MDL-11']],
    ['no gate was asked', { ...RUN, gate: null }, ['G7AI-SP-02']],
    [
      'no metric is of security',
      { ...RUN, model: { ...RUN.model, metrics: (RUN.model.metrics ?? []).slice(1) } },
      ['G7AI-KPI-01'],
    ],
  ];
  for (const [what, run, ids] of cases) {
    it(`name what is missing where ${what}`, () => {
      assert.deepEqual(gapsOf(run), [...ids, 'G7AI-SP-04'].sort(byOrder));
    });
  }

  it('of a bill that says nothing are all but its format', () => {
    const { elements } = bomGaps({ bomFormat: 'CycloneDX', specVersion: '1.7' });
    assert.deepEqual(
      elements.filter(({ present }) => present).map(({ id }) => id),
      ['G7AI-MD-03', 'G7AI-MD-04'],
    );
  });
});

const ORDER = bomGaps({ bomFormat: 'CycloneDX', specVersion: '1.7' }).elements.map(({ id }) => id);

function byOrder(one: string, other: string): number {
  return ORDER.indexOf(one) - ORDER.indexOf(other);
}
