import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Engine } from '../../../src/engine/operations/engine.ts';
import type { LabellerAgreement } from '../../../src/engine/operations/reviewers.ts';
import { seededRandom } from '../../../src/numerics/seeded-random.ts';
import type { ContractDataset, Row } from './contract-dataset.ts';
import type { OpenEngine } from './open-engine.ts';

const WORDS = { up: ['rise', 'gain', 'climb', 'peak'], down: ['fall', 'loss', 'drop', 'low'] };
const COMMON = ['the', 'day', 'of', 'a', 'market', 'and', 'price', 'in', 'was', 'we', 'saw', 'it'];
const LABELLERS = ['ada', 'ben', 'cleo', 'dan', 'eve', 'fay'];
const OTHER: Readonly<Record<string, string>> = { up: 'down', down: 'up' };

/** Texts that three of six labellers have labelled each; two of them turn the same texts round. */
function labelledByThree(): ContractDataset {
  const random = seededRandom(29);
  const pick = <Value>(values: readonly Value[]): Value =>
    values[Math.floor(random() * values.length)] as Value;
  const rows = Array.from({ length: 400 }, (_, item): Row[] => {
    const truth = random() < 0.5 ? 'up' : 'down';
    const words = [
      ...Array.from({ length: 7 }, () => pick(COMMON)),
      pick(WORDS[truth]),
      `n${item}`,
    ];
    return [0, 1, 2].map((which): Row => {
      const labeller = LABELLERS[(item + 2 * which + (item % 4)) % LABELLERS.length] as string;
      const isTurned = (labeller === 'ada' || labeller === 'eve') && item % 5 === 0;
      const isWrong = isTurned || random() < 0.04;
      return {
        text: words.join(' '),
        label: isWrong ? (OTHER[truth] as string) : truth,
        labeller,
        office: `office-${item % 3}`,
      };
    });
  }).flat();
  return {
    rows,
    roles: { text: ['text'], label: ['label'], contributor: ['labeller'], source: ['office'] },
  };
}

/** What an engine says of those who label. */
export function reviewersContract(open: OpenEngine): void {
  const dataset = labelledByThree();
  const { rows } = dataset;
  const items = [...Map.groupBy(rows.keys(), (at) => rows[at]?.['text']).values()].map((of) =>
    of.filter((at, index) => of.findIndex((one) => labellerOf(one) === labellerOf(at)) === index),
  );
  const shared = items.filter((item) => item.length > 1);
  let engine: Engine;
  let agreement: LabellerAgreement;
  before(async () => {
    engine = await open(dataset);
    const found = await engine.labellerAgreement();
    assert.ok(found !== null);
    agreement = found;
  });
  after(() => engine.close());

  function labellerOf(at: number): string {
    return String(rows[at]?.['labeller']);
  }

  function labelOf(at: number): string {
    return String(rows[at]?.['label']);
  }

  it('counts shared items and unlike labels as Krippendorff does', () => {
    assert.deepEqual(
      [agreement.items, agreement.labels],
      [shared.length, shared.reduce((sum, item) => sum + item.length, 0)],
    );
    const unlike = shared.reduce((sum, item) => {
      const pairs = item.flatMap((at) => item.filter((one) => labelOf(one) !== labelOf(at)));
      return sum + pairs.length / (item.length - 1);
    }, 0);
    assert.ok(Math.abs(agreement.unlike - unlike) < 1e-9);
    assert.equal(
      agreement.byLabel.reduce((sum, count) => sum + count, 0),
      agreement.labels,
    );
  });

  it('holds each labeller against most others', () => {
    for (const { value, items: count, differ, positions } of agreement.labellers) {
      let [naive, differing] = [0, 0];
      for (const item of shared) {
        const own = item.find((at) => labellerOf(at) === value);
        if (own === undefined) continue;
        const others = item.filter((at) => at !== own).map(labelOf);
        const ups = others.filter((label) => label === 'up').length;
        if (2 * ups === others.length) continue;
        naive += 1;
        if (2 * ups > others.length !== (labelOf(own) === 'up')) differing += 1;
      }
      assert.deepEqual([count, differ, positions.length], [naive, differing, differing], value);
      assert.ok([...positions].every((at) => labellerOf(at) === value));
    }
  });

  it('holds each pair of labellers against chance', () => {
    for (const { first, second, shared: count, agreed, byChance } of agreement.pairs) {
      const both = shared.flatMap((item) => {
        const [one, other] = [first, second].map((name) =>
          item.find((at) => labellerOf(at) === name),
        );
        return one === undefined || other === undefined ? [] : [[labelOf(one), labelOf(other)]];
      });
      const same = both.filter(([one, other]) => one === other).length;
      assert.deepEqual([count, agreed], [both.length, same]);
      const chance = ['up', 'down'].reduce(
        (sum, label) =>
          sum +
          (both.filter(([one]) => one === label).length *
            both.filter(([, other]) => other === label).length) /
            both.length,
        0,
      );
      assert.ok(Math.abs(byChance - chance) < 1e-9);
    }
  });

  it('counts the boundary by likely and given label', async () => {
    const { labels, all, columns } = await engine.boundaryLabels();
    const records = all.reduce((sum, count) => sum + count, 0);
    assert.ok(records >= 0.1 * rows.length && records < 0.2 * rows.length, `${records}`);
    assert.equal(all.length, labels.length ** 2);
    for (const { counts } of columns)
      for (const [cell, count] of all.entries())
        assert.ok(counts.reduce((sum, own) => sum + (own[cell] ?? 0), 0) <= count);
  });

  it('holds labels against known answers', async () => {
    const known = shared.filter((_, at) => at % 4 === 0).map(([first = 0]) => first);
    const answers = known.map((at) => ({ text: String(rows[at]?.['text']), label: labelOf(at) }));
    const review = await engine.reviewAgainst([...answers, { text: 'not there', label: 'up' }]);
    const answer = new Map(answers.map(({ text, label }) => [text, label]));
    const reviewed = [...rows.keys()].filter((at) => answer.has(String(rows[at]?.['text'])));
    const isWrong = (at: number): boolean => answer.get(String(rows[at]?.['text'])) !== labelOf(at);
    assert.deepEqual(
      [review.found, review.records, review.wrong],
      [known.length, reviewed.length, reviewed.filter(isWrong).length],
    );
    assert.deepEqual(review.columns.map(({ column }) => column).sort(), ['labeller', 'office']);
    for (const { value, records, wrong, positions } of review.columns.find(
      ({ column }) => column === 'labeller',
    )?.places ?? []) {
      const own = reviewed.filter((at) => labellerOf(at) === value);
      assert.deepEqual(
        [records, wrong, [...positions]],
        [own.length, own.filter(isWrong).length, own.filter(isWrong)],
      );
    }
  });
}
