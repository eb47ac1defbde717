import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import {
  type Disagreement,
  type FlipSlice,
  type FlipSlices,
  type Slice,
  SURENESS_BINS,
} from '../../../src/engine/operations/disagreement.ts';
import type { Engine } from '../../../src/engine/operations/engine.ts';
import type { Row } from './contract-dataset.ts';
import { FLIPPED_BRANCH, flippedSlice } from './flipped-slice.ts';
import type { OpenEngine } from './open-engine.ts';

const CLOSE = 1e-6;
const OTHER: Readonly<Record<string, string>> = { up: 'down', down: 'up' };

/** What an engine says of where labels differ from the likely ones. */
export function disagreementContract(open: OpenEngine): void {
  const { rows, roles } = flippedSlice();
  const labellers = [...new Set(rows.map((row) => String(row['labeller'])))];
  let engine: Engine;
  let found: Disagreement;
  let flips: FlipSlices;
  /** Of two labels, the one that is likely: the other one where it differs. */
  let likely: string[];
  before(async () => {
    engine = await open({ rows, roles });
    found = await engine.disagreement();
    flips = await engine.flipSlices();
    const differing = new Set(await engine.differing({ column: 'labeller', values: labellers }));
    likely = rows.map(({ label }, at) =>
      differing.has(at) ? (OTHER[String(label)] ?? '') : String(label),
    );
  });
  after(() => engine.close());

  it('counts records and differing labels by likely label', () => {
    for (const [at, label] of found.labels.entries()) {
      const of = rows
        .keys()
        .filter((row) => likely[row] === label)
        .toArray();
      const differ = of.filter((row) => rows[row]?.['label'] !== label);
      assert.deepEqual(
        [inLabel(found.records, at), inLabel(found.differ, at)],
        [of.length, differ.length],
      );
    }
  });

  it('counts the same in every place of every column', () => {
    const labellerColumn = found.columns.find(({ column }) => column === 'labeller');
    assert.deepEqual([...(labellerColumn?.places ?? [])].sort(), [...labellers].sort());
    for (const [place, value] of (labellerColumn?.places ?? []).entries()) {
      const counts = labellerColumn?.counts[place];
      for (const [at, label] of found.labels.entries()) {
        const of = rows.filter(
          (row, index) => row['labeller'] === value && likely[index] === label,
        );
        const differ = of.filter((row) => row['label'] !== label);
        assert.ok(counts !== undefined);
        assert.deepEqual(
          [inLabel(counts.records, at), inLabel(counts.differ, at)],
          [of.length, differ.length],
        );
      }
    }
    const days = found.columns.find(({ role }) => role === 'time');
    assert.equal(days?.places.length, 48);
    const inDays = days?.counts.reduce((sum, { records }) => sum + total(records), 0);
    assert.equal(inDays, rows.length);
  });

  it('names the records of a place that differ, in file order', async () => {
    const positions = await engine.differing({ column: 'labeller', values: ['labeller-1'] });
    const naive = rows
      .keys()
      .filter((at) => rows[at]?.['labeller'] === 'labeller-1' && rows[at]?.['label'] !== likely[at])
      .toArray();
    assert.deepEqual([...positions], naive);
  });

  it('finds the slice in which labels were changed, and who changed them', () => {
    const first = flips.slices.find(({ slice }) => slice.kind === 'value');
    assert.deepEqual(
      [first?.slice, first?.likely, first?.given],
      [{ kind: 'value', column: 'branch', value: FLIPPED_BRANCH }, 'up', 'down'],
    );
    const [spread] = first?.spreads ?? [];
    const two = spread?.places.slice(0, 2).map(({ value }) => value);
    assert.deepEqual(two?.sort(), ['labeller-1', 'labeller-4']);
  });

  it('counts what every slice holds, a copy with the same label once', () => {
    const seen = new Set<string>();
    const counted = rows.map(({ text, label }) => {
      const key = `${String(text)}/${String(label)}`;
      return !seen.has(key) && seen.add(key) !== undefined;
    });
    for (const slice of flips.slices) {
      const members = rows
        .keys()
        .filter(
          (at) => counted[at] && holds(rows[at] as Row, slice.slice) && likely[at] === slice.likely,
        )
        .toArray();
      if (slice.slice.kind === 'time' || slice.slice.kind === 'shape') continue;
      const flipped = members.filter((at) => rows[at]?.['label'] === slice.given);
      assert.deepEqual(
        [slice.records, slice.flips, [...slice.positions]],
        [members.length, flipped.length, flipped],
        JSON.stringify(slice.slice),
      );
      assertSpread(slice);
    }
  });

  it('expects as many flips in all branches together as there are', () => {
    const [pair] = flips.pairs;
    const all = found.labels.indexOf(pair?.likely ?? '');
    assert.ok((pair?.count.records ?? 0) <= inLabel(found.records, all));
    for (const { expected, records, sure, expectedAtSureness } of flips.slices) {
      assert.ok(expectedAtSureness > 0 && expectedAtSureness < records);
      assert.ok(expected > 0 && expected < records);
      assert.ok(sure.expected <= expected + CLOSE && sure.records <= records);
    }
  });
}

function assertSpread({ spreads, records, flips }: FlipSlice): void {
  for (const { places } of spreads) {
    const sums = places.map((place) => [total(place.records), total(place.flips)] as const);
    assert.equal(
      sums.reduce((sum, [count]) => sum + count, 0),
      records,
    );
    assert.equal(
      sums.reduce((sum, [, count]) => sum + count, 0),
      flips,
    );
  }
}

function holds(row: Row, slice: Slice): boolean {
  return slice.kind === 'word'
    ? String(row['text']).split(' ').includes(slice.word)
    : row[slice.column] === slice.value;
}

function inLabel(counts: Uint32Array, label: number): number {
  return total(counts.subarray(label * SURENESS_BINS, (label + 1) * SURENESS_BINS));
}

function total(counts: ArrayLike<number>): number {
  return Array.from(counts).reduce((sum, count) => sum + count, 0);
}
