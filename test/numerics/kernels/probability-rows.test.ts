import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { FloatArray } from '../../../src/numerics/float-array.ts';
import { ProbabilityRows, UNSURE } from '../../../src/numerics/kernels/probability-rows.ts';

/** Few different values, so that likeliest classes tie. */
const value = fc.integer({ min: 0, max: 16 }).map((sixteenths) => sixteenths / 16);
const table = fc.integer({ min: 2, max: 40 }).chain((classes) =>
  fc.record({
    classes: fc.constant(classes),
    cuts: fc.array(fc.double({ min: 0.3, max: 2, noNaN: true }), {
      minLength: classes,
      maxLength: classes,
    }),
    rows: fc.array(
      fc.record({
        label: fc.nat(classes - 1),
        values: fc.array(value, { minLength: classes, maxLength: classes }),
      }),
      { minLength: 1, maxLength: 12 },
    ),
  }),
);

function guess(row: readonly number[], cuts: FloatArray): [top: number, guess: number] {
  const top = row.indexOf(Math.max(...row));
  const reached = row.flatMap((probability, at) =>
    probability >= (cuts[at] as number) ? [at] : [],
  );
  return [top, reached.length > 1 ? top : (reached[0] ?? UNSURE)];
}

for (const kind of [Float32Array, Float64Array]) {
  describe(`ProbabilityRows in a ${kind.name}`, () => {
    it('finds the likeliest class and the guess of each row', () => {
      const property = fc.property(table, ({ classes, cuts, rows }) => {
        const values = kind.from(rows.flatMap((row) => row.values));
        const typedCuts = kind.from(cuts);
        const found = new ProbabilityRows(values, classes).guesses(0, rows.length, typedCuts);
        assert.deepEqual(
          Array.from(found),
          rows.flatMap((row) => guess(row.values, typedCuts)),
        );
      });
      fc.assert(property);
    });

    it('finds the rival of each label', () => {
      const property = fc.property(table, ({ classes, rows }) => {
        const values = kind.from(rows.flatMap((row) => row.values));
        const labels = Int32Array.from(rows, (row) => row.label);
        const found = new ProbabilityRows(values, classes).rivals(0, labels);
        assert.deepEqual(
          Array.from(found),
          rows.map((row) => Math.max(...row.values.filter((_, at) => at !== row.label))),
        );
      });
      fc.assert(property);
    });

    it('finds the entropy of each row, whatever its numbers', () => {
      const number = fc.oneof(
        value,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(1e-300, 1e-40, 5e-324, 0.5, Math.SQRT1_2, 1 - 1e-16),
      );
      const row = fc.array(number, { minLength: 2, maxLength: 40 });
      const property = fc.property(row, (numbers) => {
        const values = kind.from(numbers);
        const [entropy] = new ProbabilityRows(values, values.length).entropies(0, 1);
        const expected = [...values].reduce(
          (sum, probability) => sum - (probability === 0 ? 0 : probability * Math.log(probability)),
          0,
        );
        assert.ok(Math.abs((entropy as number) - expected) <= 1e-13, `${entropy}, ${expected}`);
      });
      fc.assert(property, { numRuns: 300 });
    });

    it('reads chunk by chunk, and rows wider than a chunk, without touching the values', () => {
      for (const classes of [3000, 50_000]) {
        const rows = 50;
        const values = new kind(rows * classes);
        for (let row = 0; row < rows; row += 1) values[row * classes + ((row * 61) % classes)] = 1;
        const before = values.slice();
        const reader = new ProbabilityRows(values, classes);
        const tops: number[] = [];
        for (let first = 0; first < rows; first += reader.chunk) {
          const count = Math.min(reader.chunk, rows - first);
          const found = reader.guesses(first, count, new kind(classes).fill(2));
          for (let at = 0; at < found.length; at += 2) tops.push(found[at] as number);
          assert.ok(reader.rivals(first, new Int32Array(count)).every((rival) => rival <= 1));
          assert.ok(reader.entropies(first, count).every((entropy) => entropy === 0));
        }
        assert.deepEqual(
          tops,
          Array.from({ length: rows }, (_, row) => (row * 61) % classes),
        );
        assert.deepEqual(values, before);
      }
    });
  });
}
