import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Certificate } from '../../../src/engine/operations/certificate.ts';
import type { Engine } from '../../../src/engine/operations/engine.ts';
import type { ColumnInfluence } from '../../../src/engine/operations/influence.ts';
import { seededRandom } from '../../../src/numerics/seeded-random.ts';
import type { ContractDataset, Row } from './contract-dataset.ts';
import type { OpenEngine } from './open-engine.ts';

const CLASSES = ['fail', 'pass'];
const FIELDS = { tone: 6, shape: 5, place: 4 };
const WIDTH = 64;
const CLOSE = 1e-6;

/** Two values that lean to a label, one that does not; twelve clerks, of whom the first turns labels round. */
function byClerks(): ContractDataset {
  const random = seededRandom(23);
  const rows = Array.from({ length: 600 }, (_, at): Row => {
    const [tone, shape, place] = Object.values(FIELDS).map((size) => Math.floor(random() * size));
    const leans = (tone ?? 0) + (shape ?? 0) > 4;
    const truth = random() < 0.8 ? leans : !leans;
    const clerk = at % 12;
    return {
      tone: `t${tone}`,
      shape: `s${shape}`,
      place: `p${place}`,
      verdict: CLASSES[(clerk === 0 ? !truth : truth) ? 1 : 0] as string,
      clerk: `clerk ${clerk}`,
      office: at % 5 === 0 ? 'north' : 'south',
    };
  });
  return {
    rows,
    roles: {
      field: Object.keys(FIELDS),
      label: ['verdict'],
      contributor: ['clerk'],
      source: ['office'],
    },
  };
}

/** A row of the probe: its values, in equal parts of unit length, and a constant. They fit, so none share a column. */
function naiveRow(row: Row): Map<string, number> {
  const names = Object.keys(FIELDS);
  const part = 1 / Math.sqrt(names.length);
  return new Map([...names.map((name) => [`${name}=${row[name]}`, part] as const), ['', 1]]);
}

/** Outputs for every row of a ridge regression on some of them, by Gauss and Jordan; the ridge is 1. */
function naiveOutputs(rows: readonly Row[], taught: readonly Row[]): number[][] {
  const all = rows.map(naiveRow);
  const columns = [...new Set(all.flatMap((row) => [...row.keys()]))];
  const dense = (row: Map<string, number>): number[] => columns.map((at) => row.get(at) ?? 0);
  const system = columns.map((_, own): number[] =>
    Array.from({ length: columns.length + 2 }, (_cell, at) => (at === own ? 1 : 0)),
  );
  for (const row of taught) {
    const values = dense(naiveRow(row));
    const targets = CLASSES.map((label) => (row['verdict'] === label ? 1 : 0));
    system.forEach((line, own) => {
      [...values, ...targets].forEach((value, at) => {
        line[at] = (line[at] as number) + (values[own] as number) * value;
      });
    });
  }
  system.forEach((line, own) => {
    const pivot = line[own] as number;
    line.forEach((value, at) => {
      line[at] = value / pivot;
    });
    system.forEach((other, at) => {
      const times = other[own] as number;
      if (at !== own && times !== 0)
        line.forEach((value, place) => {
          other[place] = (other[place] as number) - times * value;
        });
    });
  });
  return all.map((row) => {
    const values = dense(row);
    return CLASSES.map((_, output) =>
      system.reduce(
        (sum, line, at) => sum + (values[at] as number) * (line[columns.length + output] as number),
        0,
      ),
    );
  });
}

/** What contributors do to a model, held against models that are fitted without them. */
export function influenceContract(open: OpenEngine): void {
  const dataset = byClerks();
  const { rows } = dataset;
  let engine: Engine;
  let clerks: ColumnInfluence;
  before(async () => {
    engine = await open(dataset);
    const { columns, fittedOn, features } = await engine.contributorInfluence();
    assert.deepEqual([fittedOn, features], [rows.length, WIDTH]);
    assert.deepEqual(columns.map(({ column }) => column).sort(), ['clerk', 'office']);
    clerks = columns.find(({ column }) => column === 'clerk') as ColumnInfluence;
  });
  after(() => engine.close());

  it('moves outputs on the records of others exactly as a refit without the contributor does', () => {
    const whole = naiveOutputs(rows, rows);
    const moves = new Map(
      Array.from({ length: 12 }, (_, clerk): [string, number] => {
        const name = `clerk ${clerk}`;
        const without = naiveOutputs(
          rows,
          rows.filter((row) => row['clerk'] !== name),
        );
        const others = rows.flatMap((row, at) => (row['clerk'] === name ? [] : [at]));
        const sum = others.reduce(
          (all, at) =>
            all +
            CLASSES.reduce(
              (own, _, output) =>
                own + Math.abs((whole[at]?.[output] as number) - (without[at]?.[output] as number)),
              0,
            ) /
              CLASSES.length,
          0,
        );
        return [name, sum / others.length];
      }),
    );
    const total = [...moves.values()].reduce((sum, move) => sum + move, 0);
    const [all] = clerks.slices;
    assert.deepEqual(all?.slice, { kind: 'all' });
    assert.equal(all?.first.length, 12);
    for (const { value, move, share, records } of all?.first ?? []) {
      const expected = moves.get(value) as number;
      assert.ok(Math.abs(move - expected) < CLOSE, `${value}: ${move}, naively ${expected}`);
      assert.ok(Math.abs(share - expected / total) < CLOSE);
      assert.equal(records, 50);
    }
    assert.equal(all?.first[0]?.value, 'clerk 0');
  });

  it('compares by label and by the values of other columns', () => {
    const slices = clerks.slices.map(({ slice, records }) => [
      Object.values(slice).at(-1),
      records,
    ]);
    const count = (column: string, value: string): number =>
      rows.filter((row) => row[column] === value).length;
    assert.deepEqual(
      new Map(slices as [string, number][]),
      new Map([
        ['all', 600],
        ...CLASSES.map((label): [string, number] => [label, count('verdict', label)]),
        ['north', count('office', 'north')],
        ['south', count('office', 'south')],
      ]),
    );
    for (const { gini, first } of clerks.slices) {
      const shares = first.map(({ share }) => share);
      assert.ok(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < CLOSE);
      const differences = shares.flatMap((one) => shares.map((other) => Math.abs(one - other)));
      const naive = differences.reduce((sum, one) => sum + one, 0) / (2 * shares.length);
      assert.ok(Math.abs(gini - naive) < CLOSE, `${gini} ${naive}`);
    }
  });

  it('certifies a vote of models over contributors', async () => {
    const certificate = await engine.certify();
    assert.ok(certificate.kind === 'certified');
    const { column, contributors, parts, fittedOn, judged, levels } = certificate;
    assert.deepEqual([column, contributors, parts, fittedOn, judged], ['clerk', 12, 6, 600, 600]);
    assert.equal(
      levels.reduce((sum, { predictions }) => sum + predictions, 0),
      judged,
    );
    const right = levels.reduce((sum, level) => sum + level.right, 0);
    assert.ok(right > 0.65 * judged, `${right} of ${judged} are right`);
    assert.ok(levels.every(({ tolerated }) => tolerated >= 0 && 2 * tolerated <= parts));
    assert.deepEqual(
      levels.map(({ tolerated }) => tolerated),
      levels.map(({ tolerated }) => tolerated).sort((a, b) => a - b),
    );
  });

  it('gives no certificate, with the reason, where contributors are too few', async () => {
    const few = await open({
      ...dataset,
      rows: rows.map((row, at) => ({ ...row, clerk: `clerk ${at % 3}` })),
    });
    const certificate: Certificate = await few.certify();
    await few.close();
    assert.ok(certificate.kind === 'none');
    assert.match(certificate.reason, /600 records of 3 contributors with 2 labels/);
  });
}
