import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { StoredTexts } from '../../../../src/engine/embedded/columns/text-column.ts';
import { findAddressedSpans } from '../../../../src/engine/embedded/tasks/find-addressed-spans.ts';

const MANY = 60_000;

it('learns what is usual from a fixed sample of many texts, and says from how many', () => {
  const { records, learntFrom } = findAddressedSpans(storedTexts('It was dark.', MANY));
  assert.equal(records, MANY);
  assert.ok(learntFrom < MANY && Math.abs(learntFrom - 50_000) < 1000, `${learntFrom}`);
});

function storedTexts(text: string, count: number): StoredTexts {
  const offsets = Uint32Array.from({ length: count + 1 }, (_, at) => at * text.length);
  return {
    chunks: [
      { first: 0, offsets, bytes: { place: 'memory', bytes: Buffer.from(text.repeat(count)) } },
    ],
  };
}
