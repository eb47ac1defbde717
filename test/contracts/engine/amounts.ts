import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import {
  type AmountJudgement,
  DEVIATION_BINS,
  deviationAt,
  FAR,
} from '../../../src/engine/operations/amounts.ts';
import type { Engine } from '../../../src/engine/operations/engine.ts';
import { seededRandom } from '../../../src/numerics/seeded-random.ts';
import type { ContractDataset, Row } from './contract-dataset.ts';
import type { OpenEngine } from './open-engine.ts';

const KINDS = { flat: 300, house: 700, castle: 1500 };
const CITIES = { north: 0, south: 150, east: 320 };
const ROWS = 800;
const AGENTS = 8;
const MIDDLE = 1000;

/** Rents that kind, city and size tell; agent 3 turns half of his round at 1,000, and every 200th record has none. */
function rents(): ContractDataset {
  const random = seededRandom(41);
  const pick = <Value>(values: readonly Value[]): Value =>
    values[Math.floor(random() * values.length)] as Value;
  const rows = Array.from({ length: ROWS }, (_, at): Row => {
    const kind = pick(Object.keys(KINDS) as (keyof typeof KINDS)[]);
    const city = pick(Object.keys(CITIES) as (keyof typeof CITIES)[]);
    const size = Math.floor(random() * 4);
    const fair = KINDS[kind] + CITIES[city] + 40 * size + 10 * (random() + random() - 1);
    const rent = Number((isTurned(at) ? 2 * MIDDLE - fair : fair).toFixed(2));
    return {
      kind,
      city,
      size: `s${size}`,
      rent: at % 200 === 7 ? null : rent,
      agent: `a${at % AGENTS}`,
    };
  });
  return {
    rows,
    roles: { field: ['kind', 'city', 'size'], label: ['rent'], contributor: ['agent'] },
  };
}

const isTurned = (at: number): boolean => at % AGENTS === 3 && at % (2 * AGENTS) < AGENTS;

/** What an engine says of amounts, held against what they were made of. */
export function amountsContract(open: OpenEngine): void {
  const dataset = rents();
  let engine: Engine;
  let judged: AmountJudgement;
  before(async () => {
    engine = await open(dataset);
    judged = await engine.judgeAmounts();
  });
  after(() => engine.close());

  const isFar = (at: number): boolean => Math.abs(judged.deviations[at] as number) >= FAR;

  it('takes numbers with many values for amounts, and not for classes', () => {
    assert.equal(engine.dataset.amount, 'rent');
    assert.match(engine.dataset.labelProblem ?? '', /amounts/);
  });

  it('judges every record that has an amount', () => {
    assert.deepEqual(
      [...judged.positions],
      dataset.rows.flatMap(({ rent }, at) => (rent === null ? [] : [at])),
    );
    assert.equal(judged.inLogs, false);
    assert.ok(judged.explained > 0.9, `${judged.explained}`);
  });

  it('finds the amounts that were turned round far from their predictions, and no others', () => {
    const apart = (at: number): boolean => {
      const rent = dataset.rows[at]?.['rent'];
      return isTurned(at) && typeof rent === 'number' && Math.abs(rent - MIDDLE) > 40;
    };
    const far = [...judged.positions].filter((_, at) => isFar(at));
    const wrong = [...judged.positions].filter(apart);
    assert.ok(wrong.length > 40);
    const found = new Set(far);
    assert.ok(wrong.every((record) => found.has(record)));
    assert.ok(
      far.every((record) => isTurned(record)),
      `${far.filter((one) => !isTurned(one))}`,
    );
  });

  it('counts deviations in bins as they stand', () => {
    for (const [side, sign] of [
      ['above', 1],
      ['below', -1],
    ] as const) {
      const naive = new Uint32Array(DEVIATION_BINS);
      for (const deviation of judged.deviations) {
        if (deviation < 0 !== sign < 0) continue;
        let bin = 0;
        while (bin + 1 < DEVIATION_BINS && Math.abs(deviation) >= deviationAt(bin + 1)) bin += 1;
        naive[bin] = (naive[bin] as number) + 1;
      }
      assert.deepEqual(judged.spread[side], naive);
    }
    assert.equal(judged.oneSign, 1);
  });

  it('holds agents against each other, the one who turned amounts round first', () => {
    const [column] = judged.columns;
    assert.deepEqual(
      [column?.column, column?.role, column?.tried],
      ['agent', 'contributor', AGENTS],
    );
    assert.equal(column?.places[0]?.value, 'a3');
    for (const { value, records, differ, positions } of column?.places ?? []) {
      const own = [...judged.positions].flatMap((record, at) =>
        dataset.rows[record]?.['agent'] === value ? [at] : [],
      );
      assert.equal(records, own.length);
      assert.deepEqual(
        [...positions],
        own.filter(isFar).map((at) => judged.positions[at]),
      );
      assert.equal(differ, positions.length);
    }
  });

  it('compares with mirrored predictions at four centres', () => {
    const known = dataset.rows.flatMap(({ rent }) => (typeof rent === 'number' ? [rent] : []));
    const centres = new Map(judged.mirrors.map(({ centre, at }) => [centre, at]));
    assert.equal(centres.get('zero'), 0);
    const middle = (Math.min(...known) + Math.max(...known)) / 2;
    assert.equal(centres.get('middle of the range'), middle);
    const mean = known.reduce((sum, rent) => sum + rent, 0) / known.length;
    assert.ok(Math.abs((centres.get('mean') ?? 0) - mean) < 1e-6);
    const sorted = known.toSorted((a, b) => a - b);
    assert.equal(centres.get('median'), sorted[Math.floor(sorted.length / 2)]);
    for (const { positions } of judged.mirrors) {
      const far = new Set([...judged.positions].filter((_, at) => isFar(at)));
      assert.ok([...positions].every((record) => far.has(record)));
    }
  });

  it('counts how often amounts occur among some records, and the range of the others', async () => {
    const few = Uint32Array.of(0, 1, 2);
    const { values, others } = await engine.commonAmounts(few);
    const rent = (at: number): number => Number(dataset.rows[at]?.['rent']);
    assert.deepEqual(values.map(({ amount }) => amount).sort(), [0, 1, 2].map(rent).sort());
    const rest = dataset.rows
      .slice(3)
      .flatMap((row) => (row['rent'] === null ? [] : [Number(row['rent'])]));
    assert.deepEqual(others, [Math.min(...rest), Math.max(...rest)]);
  });
}
