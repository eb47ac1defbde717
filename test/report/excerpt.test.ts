import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Excerpt } from '../../src/report/excerpt.ts';
import { excerptOf } from '../../src/report/excerpt.ts';
import { sampleExample } from './sample-finding.ts';

const WIDTH = 60;
const LONG = `${'some words before the thing '.repeat(20)}the TRIGGER itself${' and some words after it'.repeat(20)}`;

function matched({ text, matches }: Excerpt): readonly string[] {
  return matches.map(({ start, end }) => text.slice(start, end));
}

test('a short text is shown whole', () => {
  const excerpt = excerptOf(sampleExample(0, 'a TRIGGER b', { trigger: 'TRIGGER' }), WIDTH);
  assert.equal(excerpt.text, 'a TRIGGER b');
  assert.deepEqual(matched(excerpt), ['TRIGGER']);
  assert.equal(excerpt.cutBefore || excerpt.cutAfter, false);
});

test('of a long text, the words around the first match are shown', () => {
  const excerpt = excerptOf(sampleExample(0, LONG, { trigger: 'TRIGGER' }), WIDTH);
  assert.deepEqual(matched(excerpt), ['TRIGGER']);
  assert.ok(excerpt.text.length <= WIDTH);
  assert.ok(excerpt.cutBefore && excerpt.cutAfter);
  assert.match(excerpt.text, /^(?:some|words|before|the|thing) .* (?:and|some|words|after|it)$/);
});

test('without a match, the beginning is shown', () => {
  const excerpt = excerptOf(sampleExample(0, LONG), WIDTH);
  assert.ok(excerpt.text.startsWith('some words before'));
  assert.equal(excerpt.cutBefore, false);
});

test('a window of a longer text says that it goes on', () => {
  const excerpt = excerptOf({ ...sampleExample(0, 'part'), shortened: true }, WIDTH);
  assert.equal(excerpt.cutAfter, true);
});

test('whatever the text and the offsets, the window is bounded and its matches lie inside', () => {
  const span = fc.record({
    start: fc.integer({ min: -9, max: 400 }),
    end: fc.integer({ max: 400 }),
  });
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.array(span), (text, spans) => {
      const excerpt = excerptOf({ ...sampleExample(0, text), spans }, WIDTH);
      assert.ok(excerpt.text.length <= WIDTH + 1);
      assert.ok(text.includes(excerpt.text));
      for (const { start, end } of excerpt.matches) {
        assert.ok(0 <= start && start < end && end <= excerpt.text.length);
      }
    }),
  );
});

test('a window that a match opens holds the beginning of the match', () => {
  fc.assert(
    fc.property(fc.nat(200), fc.integer({ min: 1, max: 200 }), (before, length) => {
      const text = `${'x '.repeat(before)}${'M'.repeat(length)}${' y'.repeat(100)}`;
      const spans = [{ start: before * 2, end: before * 2 + length }];
      const excerpt = excerptOf({ ...sampleExample(0, text), spans }, WIDTH);
      assert.match(matched(excerpt)[0] ?? '', /^M+$/);
    }),
  );
});
