import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Engine } from '../../../src/engine/operations/engine.ts';
import type { LabelJudgement } from '../../../src/engine/operations/labels.ts';
import { seededRandom } from '../../../src/numerics/seeded-random.ts';
import type { ContractDataset, Row } from './contract-dataset.ts';
import type { OpenEngine } from './open-engine.ts';

const WORDS = { up: ['rise', 'gain', 'climb', 'peak'], down: ['fall', 'loss', 'drop', 'low'] };
const COMMON = ['the', 'day', 'of', 'a', 'market', 'and', 'price', 'in', 'was'];
const LABELLERS = ['ada', 'ben', 'cleo', 'dan', 'eve'];
const DISHONEST = 'eve';
const CLOSE = 1e-9;

/** Labels that the words tell, of five labellers, one of whom turns half of hers round. */
function labelledByFive(): ContractDataset {
  const random = seededRandom(17);
  const pick = <Value>(values: readonly Value[]): Value =>
    values[Math.floor(random() * values.length)] as Value;
  const rows = Array.from({ length: 600 }, (_, at): Row => {
    const truth = random() < 0.5 ? 'up' : 'down';
    const labeller = LABELLERS[at % LABELLERS.length] as string;
    const turned = labeller === DISHONEST && random() < 0.5;
    const other = truth === 'up' ? 'down' : 'up';
    const words = [...Array.from({ length: 6 }, () => pick(COMMON)), pick(WORDS[truth])];
    return {
      text: words.join(' '),
      label: turned ? other : truth,
      labeller,
      size: at % 50,
    };
  });
  return {
    rows: [...rows, { text: 'both', label: ['up', 'down'], labeller: 'ada', size: null }],
    roles: { text: ['text'], label: ['label'], contributor: ['labeller'], field: ['size'] },
  };
}

/** What an engine says of given labels, and of how values are distributed. */
export function judgedLabelsContract(open: OpenEngine): void {
  const dataset = labelledByFive();
  let engine: Engine;
  let judged: LabelJudgement;
  before(async () => {
    engine = await open(dataset);
    judged = await engine.judgeLabels();
  });
  after(() => engine.close());

  it('judges every record that has one label', () => {
    assert.deepEqual(
      [...judged.positions],
      dataset.rows.flatMap(({ label }, at) => (typeof label === 'string' ? [at] : [])),
    );
    assert.ok([...judged.quality].every((quality) => quality >= 0 && quality <= 1));
    const all = new Set(judged.positions);
    assert.ok(judged.issues.length > 20 && [...judged.issues].every((at) => all.has(at)));
  });

  it('finds the labels that were turned round, and from what to what', () => {
    const ofDishonest = [...judged.issues].filter(
      (at) => dataset.rows[at]?.['labeller'] === DISHONEST,
    );
    assert.ok(ofDishonest.length > 0.8 * judged.issues.length, `${ofDishonest.length}`);
    const counted = judged.flips.reduce((sum, { records }) => sum + records, 0);
    assert.equal(counted, judged.issues.length);
    assert.ok(judged.flips.every(({ given, predicted }) => given !== predicted));
  });

  it('holds each labeller against all others, the one who differs most first', () => {
    const [column] = judged.columns;
    assert.deepEqual([column?.column, column?.role, column?.tried], ['labeller', 'contributor', 5]);
    assert.equal(column?.places[0]?.value, DISHONEST);
    const differing = new Map(column?.places.map(({ value, differ }) => [value, differ]));
    for (const { value, records, differ, expected, chances, positions } of column?.places ?? []) {
      const own = dataset.rows.filter(
        ({ labeller, label }) => labeller === value && typeof label === 'string',
      );
      assert.equal(records, own.length);
      assert.equal(differ, positions.length);
      assert.ok([...positions].every((at) => dataset.rows[at]?.['labeller'] === value));
      const byChances = chances.counts.reduce(
        (sum, count, at) => sum + count * (chances.rates[at] as number),
        0,
      );
      assert.ok(Math.abs(expected - byChances) < CLOSE);
      const elsewhere = [...differing].reduce(
        (sum, [other, count]) => sum + (other === value ? 0 : count),
        0,
      );
      assert.ok(Math.abs(expected - elsewhere / 4) < 0.15 * elsewhere + 2, `${value}: ${expected}`);
    }
  });

  it('profiles columns as their values stand', async () => {
    const profiles = new Map((await engine.profile()).map((profile) => [profile.column, profile]));
    const size = profiles.get('size');
    assert.ok(size?.kind === 'numbers');
    assert.deepEqual([size.records, size.missing], [600, 1]);
    assert.deepEqual([size.quantiles[0], size.quantiles.at(-1)], [0, 49]);
    assert.ok(Math.abs((size.quantiles[512] as number) - 24) <= 1);
    const label = profiles.get('label');
    assert.ok(label?.kind === 'categories');
    const ups = dataset.rows.filter((row) => [row['label']].flat().includes('up')).length;
    assert.equal(label.values.find(({ value }) => value === 'up')?.records, ups);
    const labellers = profiles.get('labeller');
    assert.ok(labellers?.kind === 'categories');
    assert.deepEqual(
      labellers.values.map(({ value, records }) => [value, records]),
      [
        ['ada', 121],
        ['ben', 120],
        ['cleo', 120],
        ['dan', 120],
        ['eve', 120],
      ],
    );
  });
}
