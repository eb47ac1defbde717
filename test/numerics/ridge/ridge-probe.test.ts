import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { RidgeData } from '../../../src/numerics/ridge/normal-equations.ts';
import { RidgeProbe } from '../../../src/numerics/ridge/ridge-probe.ts';
import type { SparseMatrix } from '../../../src/numerics/ridge/sparse-matrix.ts';
import { seededRandom } from '../../../src/numerics/seeded-random.ts';

/** Random rows of a few entries, some of them twice in one column, with two outputs. */
function randomData(seed: number, rows: number, width: number): RidgeData {
  const random = seededRandom(seed);
  const lists = Array.from({ length: rows }, () =>
    Array.from({ length: 1 + Math.floor(random() * 6) }, () => ({
      column: Math.floor(random() * width),
      value: Math.fround(random() * 2 - 1),
    })),
  );
  return dataOf(
    lists,
    Float64Array.from({ length: rows * 2 }, () => random() * 4 - 2),
    width,
  );
}

type Lists = readonly (readonly { readonly column: number; readonly value: number }[])[];

function dataOf(lists: Lists, targets: Float64Array, width: number): RidgeData {
  const starts = new Uint32Array(lists.length + 1);
  lists.forEach((list, row) => {
    starts[row + 1] = (starts[row] as number) + list.length;
  });
  const all = lists.flat();
  const matrix: SparseMatrix = {
    rows: lists.length,
    width,
    starts,
    columns: Uint16Array.from(all, ({ column }) => column),
    values: Float32Array.from(all, ({ value }) => value),
  };
  return { matrix, targets, outputs: 2, ridge: 0.5 };
}

/** Ridge regression in dense form, by Gauss and Jordan. */
function refit(
  { matrix, targets, outputs, ridge }: RidgeData,
  left: ReadonlySet<number>,
): number[] {
  const { width } = matrix;
  const system = Array.from({ length: width }, (_, row) =>
    Array.from({ length: width + outputs }, (_cell, column) => (row === column ? ridge : 0)),
  );
  for (let row = 0; row < matrix.rows; row += 1) {
    if (left.has(row)) continue;
    const dense = new Array<number>(width).fill(0);
    for (let at = matrix.starts[row] as number; at < (matrix.starts[row + 1] as number); at += 1) {
      const column = matrix.columns[at] as number;
      dense[column] = (dense[column] as number) + (matrix.values[at] as number);
    }
    system.forEach((line, one) => {
      for (let other = 0; other < width; other += 1)
        line[other] = (line[other] as number) + (dense[one] as number) * (dense[other] as number);
      for (let output = 0; output < outputs; output += 1)
        line[width + output] =
          (line[width + output] as number) +
          (dense[one] as number) * (targets[row * outputs + output] as number);
    });
  }
  for (let pivot = 0; pivot < width; pivot += 1) {
    const line = system[pivot] as number[];
    const by = line[pivot] as number;
    for (let at = 0; at < line.length; at += 1) line[at] = (line[at] as number) / by;
    system.forEach((other, row) => {
      if (row === pivot) return;
      const times = other[pivot] as number;
      for (let at = 0; at < other.length; at += 1)
        other[at] = (other[at] as number) - times * (line[at] as number);
    });
  }
  return system.flatMap((line) => line.slice(width));
}

describe('RidgeProbe', () => {
  it('takes groups of any size out exactly as a fit without them does', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 4, max: 60 }), fc.nat(30), (seed, rows, most) => {
        const data = randomData(seed, rows, 12);
        const probe = new RidgeProbe(data);
        const group = Array.from({ length: rows }, (_, row) => row)
          .filter((row) => (row * 7 + seed) % 3 === 0)
          .slice(0, most);
        const change = probe.contribution(group);
        const all = refit(data, new Set());
        const without = refit(data, new Set(group));
        all.forEach((weight, at) => {
          assert.ok(Math.abs((probe.weights[at] as number) - weight) < 1e-9);
          const expected = weight - (without[at] as number);
          assert.ok(
            Math.abs((change[at] as number) - expected) < 1e-9,
            `${change[at]} ${expected}`,
          );
        });
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same by either way where a group is half as large as the columns', () => {
    const data = randomData(3, 50, 10);
    const probe = new RidgeProbe(data);
    for (const size of [4, 5, 6]) {
      const group = Array.from({ length: size }, (_, at) => at * 3);
      const without = refit(data, new Set(group));
      probe.contribution(group).forEach((change, at) => {
        const left = (probe.weights[at] as number) - change;
        assert.ok(Math.abs(left - (without[at] as number)) < 1e-9);
      });
    }
  });

  it('moves nothing where nobody is taken out', () => {
    const probe = new RidgeProbe(randomData(1, 20, 8));
    assert.ok(probe.contribution([]).every((change) => change === 0));
  });
});
