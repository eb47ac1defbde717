import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NormalEquations, rowDot } from '../../../src/numerics/ridge/normal-equations.ts';
import { trimmedRidge } from '../../../src/numerics/ridge/trimmed-ridge.ts';
import { seededRandom } from '../../../src/numerics/seeded-random.ts';

const [ROWS, POISONED] = [300, 45];

/** y = 2x − 1 and a little noise; of the poisoned rows x is large and y is low. */
function poisonedLine() {
  const random = seededRandom(12);
  const values = new Float32Array(2 * ROWS).fill(1);
  const targets = Float64Array.from({ length: ROWS }, (_, row) => {
    const isPoisoned = row < POISONED;
    const x = isPoisoned ? 2 + random() : 2 * random() - 1;
    values[2 * row] = x;
    return isPoisoned ? -6 : 2 * x - 1 + 0.1 * (random() - 0.5);
  });
  const matrix = {
    rows: ROWS,
    width: 2,
    starts: Uint32Array.from({ length: ROWS + 1 }, (_, row) => 2 * row),
    columns: Uint16Array.from({ length: 2 * ROWS }, (_, at) => at % 2),
    values,
  };
  return { matrix, targets, outputs: 1, ridge: 1e-6 };
}

describe('trimmedRidge', () => {
  const data = poisonedLine();
  const rows = Uint32Array.from({ length: ROWS }, (_, row) => row);

  it('recovers the line that a plain fit misses', () => {
    const plain = new NormalEquations(data);
    for (const row of rows) plain.add(row, 1);
    assert.ok((plain.solve()[0] as number) < 0, 'the poison must turn the plain slope round');
    const byTarget = rows.toSorted(
      (a, b) => (data.targets[a] as number) - (data.targets[b] as number),
    );
    const half = byTarget.slice(ROWS / 4, (3 * ROWS) / 4).sort();
    const { weights, kept, loss } = trimmedRidge(data, { rows, start: half, share: 0.8 });
    assert.ok(Math.abs((weights[0] as number) - 2) < 0.02, `slope ${weights[0]}`);
    assert.ok(Math.abs((weights[1] as number) + 1) < 0.02, `intercept ${weights[1]}`);
    assert.equal(kept.length, 240);
    assert.ok(kept.every((row) => row >= POISONED));
    assert.ok(loss < 0.001);
  });

  it('ends where its rows are those of least residual, and its fit is theirs', () => {
    const { weights, kept } = trimmedRidge(data, { rows, start: rows, share: 0.8 });
    const own = new NormalEquations(data);
    for (const row of kept) own.add(row, 1);
    own.solve().forEach((weight, at) => {
      assert.ok(Math.abs(weight - (weights[at] as number)) < 1e-9);
    });
    const residual = (row: number): number =>
      Math.abs((data.targets[row] as number) - rowDot(data.matrix, row, weights));
    const inside = new Set(kept);
    const largest = Math.max(...[...kept].map(residual));
    const smallest = Math.min(...[...rows].filter((row) => !inside.has(row)).map(residual));
    assert.ok(largest <= smallest + 1e-9, `${largest} ${smallest}`);
  });
});
