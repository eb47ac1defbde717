import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Engine } from '../../../src/engine/operations/engine.ts';
import type { StyleFit, StyleScores } from '../../../src/engine/operations/styles.ts';
import { halvesOf } from './halves.ts';
import { naiveDataset } from './naive-features.ts';
import { naiveFrame } from './naive-skeleton.ts';
import { naiveStyle } from './naive-style.ts';
import type { OpenEngine } from './open-engine.ts';
import { styledDataset } from './styled-dataset.ts';

const LEAST_RECORDS = 3;

/** Styles of labels: what they consist of, and that groups and scores tell the same story. */
export function stylesContract(open: OpenEngine): void {
  const dataset = styledDataset({ seed: 20_260_301, count: 800 });
  const { records, words } = naiveDataset(dataset);
  const frame = naiveFrame(records.map((record, at) => ({ record, tokens: words[at] ?? [] })));
  const styles = records.map(({ text }) => naiveStyle(text, frame));
  let engine: Engine;
  let fit: StyleFit;
  let halves: (0 | 1)[];
  let scores: StyleScores[];

  before(async () => {
    engine = await open(dataset);
    halves = await halvesOf(engine, records.length);
    fit = await engine.fitStyles();
    scores = await Promise.all(fit.labels.map(({ outcome }) => engine.styleScores(outcome)));
  });
  after(() => engine.close());

  it('tells apart every element that three records have', () => {
    const counts = new Map<string, number>();
    for (const element of styles.flatMap((style) => [...style]))
      counts.set(element, (counts.get(element) ?? 0) + 1);
    const frequent = [...counts].filter(([, count]) => count >= LEAST_RECORDS);
    assert.equal(fit.elements, frequent.length);
    const known = new Set(frequent.map(([element]) => element));
    for (const { elements } of fit.labels)
      for (const element of elements) assert.ok(known.has(element), element);
  });

  it('fits all records and labels where there is room', () => {
    assert.equal(fit.fittedOn, records.length);
    assert.deepEqual(
      [fit.leftOut, fit.labels.map(({ outcome }) => outcome)],
      [0, [...engine.dataset.labels.keys()]],
    );
  });

  it('scores every record of a label, in file order', () => {
    fit.labels.forEach(({ outcome }, at) => {
      const label = engine.dataset.labels[outcome] ?? '';
      const own = records.flatMap(({ labels }, record) => (labels.includes(label) ? [record] : []));
      assert.deepEqual([...(scores[at]?.positions ?? [])], own);
    });
  });

  it('counts in each group the records of the label whose scores reach its level', () => {
    fit.labels.forEach(({ groups }, at) => {
      const { positions, scores: own } = scores[at] as StyleScores;
      groups.forEach(({ level, counts }, index) => {
        // Of records with the same score, the first are in the group.
        const inHalf = (half: number, isIn: (score: number) => boolean): number =>
          positions.filter((one, place) => halves[one] === half && isIn(own[place] as number))
            .length;
        counts.forEach(([, hit], half) => {
          const hits = hit.reduce((sum, count) => sum + count, 0);
          assert.ok(hits >= inHalf(half, (score) => score > level));
          assert.ok(hits <= inHalf(half, (score) => score >= level));
        });
        const all = counts.flat().flatMap((histogram) => [...histogram]);
        assert.equal(
          all.reduce((sum, count) => sum + count, 0),
          20 * 2 ** index,
        );
      });
    });
  });

  it('puts the records of a planted style first', () => {
    const at = engine.dataset.labels.indexOf('calm');
    const { positions, scores: own } = scores[at] as StyleScores;
    const order = [...positions.keys()].sort((a, b) => (own[b] as number) - (own[a] as number));
    const first = order.slice(0, 80).map((place) => positions[place] as number);
    const planted = first.filter((record) => dataset.isPlanted[record] === 1);
    assert.ok(planted.length >= 76, `${planted.length} of 80`);
  });
}
