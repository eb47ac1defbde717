import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { ContentSample } from '../../../src/engine/operations/content-sample.ts';
import type { Engine } from '../../../src/engine/operations/engine.ts';
import { flippedSlice } from './flipped-slice.ts';
import type { OpenEngine } from './open-engine.ts';

const MOST = 200;

/** What an engine gives of single records, for tests that need rows. */
export function contentSampleContract(open: OpenEngine): void {
  const dataset = flippedSlice();
  let engine: Engine;
  let sample: ContentSample;
  before(async () => {
    engine = await open(dataset);
    sample = await engine.sampleContent({ most: MOST });
  });
  after(() => engine.close());

  it('takes so many records, the same every time, and all where there are fewer', async () => {
    assert.equal(sample.positions.length, MOST);
    assert.deepEqual(await engine.sampleContent({ most: MOST }), sample);
    const all = await engine.sampleContent({ most: 1e9 });
    assert.deepEqual([...all.positions], [...dataset.rows.keys()]);
  });

  it('takes records from all parts of the data', () => {
    const quarters = [0, 1, 2, 3].map(
      (quarter) =>
        sample.positions.filter((at) => Math.floor((4 * at) / dataset.rows.length) === quarter)
          .length,
    );
    assert.ok(Math.min(...quarters) > MOST / 8, quarters.join(' '));
  });

  it('holds the distinct words of each record', () => {
    sample.positions.forEach((at, row) => {
      const words = sample.words.subarray(sample.starts[row], sample.starts[row + 1]);
      assert.deepEqual(
        Array.from(words, (word) => sample.texts[word] as string).sort(),
        [...new Set(String(dataset.rows[at]?.['text']).split(' '))].sort(),
      );
    });
  });

  it('holds the values of each record by column', () => {
    for (const name of ['branch', 'labeller', 'label']) {
      const column = sample.columns.find((one) => one.column === name);
      assert.deepEqual(
        column?.values,
        Array.from(sample.positions, (at) => dataset.rows[at]?.[name]),
      );
    }
  });

  it('takes records at some places, or from elsewhere', async () => {
    const at = { column: 'labeller', values: ['labeller-1', 'labeller-2'] };
    const here = await engine.sampleContent({ most: 50, at: { ...at, elsewhere: false } });
    const elsewhere = await engine.sampleContent({ most: 50, at: { ...at, elsewhere: true } });
    for (const [one, isHere] of [
      [here, true],
      [elsewhere, false],
    ] as const) {
      assert.equal(one.positions.length, 50);
      for (const record of one.positions)
        assert.equal(at.values.includes(String(dataset.rows[record]?.['labeller'])), isHere);
    }
  });
}
