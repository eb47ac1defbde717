import assert from 'node:assert/strict';
import { it } from 'node:test';
import { referenceTokens } from '../../numerics/kernels/reference-tokeniser.ts';
import type { ContractDataset } from './contract-dataset.ts';
import { halvesOf } from './halves.ts';
import type { OpenEngine } from './open-engine.ts';

const OTHERS = 'tide lamp crow river stone amber wolf cedar north quiet'.split(' ');

/** Two words of which each is common with either label, and both together have one. */
const DATASET: ContractDataset = {
  rows: Array.from({ length: 240 }, (_, at) => {
    const words = [1, 3, 7].map((step) => OTHERS[(at * step + (at % 7)) % OTHERS.length] ?? '');
    if (at % 12 === 0) words.splice(1, 0, 'swiftly', 'then', 'velvet');
    if (at % 12 === 1) words.push('swiftly');
    if (at % 12 === 2) words.unshift('velvet');
    return { text: `${words.join(' ')} ${at}`, label: at % 12 === 0 ? 'bought' : 'fair' };
  }),
  roles: { text: ['text'], label: ['label'] },
};

/** Pairs of words, held against a naive count. */
export function wordSetsContract(open: OpenEngine): void {
  it('finds two words that point to a label together, with exact counts and places', async () => {
    const engine = await open(DATASET);
    const halves = await halvesOf(engine, DATASET.rows.length);
    const { features, tried } = await engine.countFeatures({
      space: 'word-sets',
      minimumRecords: 5,
      minimumLean: 2.5,
    });
    const positions = await engine.locate({ features });
    const { labels } = engine.dataset;
    await engine.close();
    const tokens = DATASET.rows.map(({ text }) => new Set(referenceTokens(String(text))));
    const frequent = [...new Set(tokens.flatMap((words) => [...words]))].filter((word) => {
      const records = tokens.filter((words) => words.has(word)).length;
      return records >= 5 && records <= 0.2 * tokens.length;
    });
    assert.equal(tried, (frequent.length * (frequent.length - 1)) / 2);
    const planted = features.find(
      ({ elements }) => elements.toSorted().join() === 'swiftly,velvet',
    );
    assert.ok(planted !== undefined);
    assert.equal(labels[planted.outcome], 'bought');
    features.forEach((feature, at) => {
      const holding = tokens.flatMap((words, record) =>
        feature.elements.every((element) => words.has(element)) ? [record] : [],
      );
      assert.deepEqual([...(positions[at] ?? [])], holding);
      assert.equal(feature.records, holding.length);
      for (const half of [0, 1] as const) {
        const inHalf = holding.filter((record) => halves[record] === half);
        assert.equal(feature.recordsByHalf[half], inHalf.length);
        const hits = inHalf.filter(
          (record) => DATASET.rows[record]?.['label'] === labels[feature.outcome],
        );
        assert.equal(feature.hits[half], hits.length);
      }
    });
  });
}
