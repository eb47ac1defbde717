import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  codePointName,
  sortedRanges,
  visibleSegments,
  visibleText,
} from '../../src/core/visible-text.ts';

const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{DI}\p{Noncharacter_Code_Point}\u2800]|(?! )\p{Zs}/u;

/** Strings that are half ordinary and half trouble, lone surrogates among them. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string(),
      fc.constantFrom('\u200b', '\u202e', '\ud83d', '\ude00', '\n', '\t', '\u{e0041}', '\u0301'),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

test('what a reader does not see is shown by its code point', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['a\u200bb', 'a⟨U+200B⟩b'],
    ['\u202eevil', '⟨U+202E⟩evil'],
    ['\u{e0041}', '⟨U+E0041⟩'],
    ['\u001b[31m', '⟨U+001B⟩[31m'],
    ['un\u00a0deux', 'un⟨U+00A0⟩deux'],
    ['\ufeffbom', '⟨U+FEFF⟩bom'],
    ['\ud83d', '⟨U+D83D⟩'],
    ['\u3164\u2800', '⟨U+3164⟩⟨U+2800⟩'],
    ['one\ntwo\r\n\tthree', 'one⏎two␍⏎⇥three'],
  ];
  for (const [text, shown] of cases) assert.equal(visibleText(text), shown);
});

test('ordinary text of any script stays as it is', () => {
  const texts = [
    'naïve café',
    'Привет',
    '日本語のテキスト',
    'שלום עולם',
    'नमस्ते',
    '👍🏽 ok',
    'ภาษาไทย',
  ];
  for (const text of texts) assert.equal(visibleText(text), text);
});

test('combining marks beyond the fourth on one base are shown, so that none runs over other lines', () => {
  const shown = visibleText(`Z${'\u0300'.repeat(6)}`);
  assert.equal(shown, `Z${'\u0300'.repeat(4)}⟨U+0300⟩⟨U+0300⟩`);
});

test('nothing unseen is left, and a second pass changes nothing', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const shown = visibleText(text);
      assert.doesNotMatch(shown, UNSEEN);
      assert.equal(visibleText(shown), shown);
    }),
  );
});

test('segments tile the text, and say in the same words what visibleText says', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const segments = visibleSegments(text);
      assert.equal(segments.map((segment) => segment.text).join(''), visibleText(text));
      let at = 0;
      for (const { start, end } of segments) {
        assert.equal(start, at);
        assert.ok(end > start);
        at = end;
      }
      assert.equal(at, text.length);
    }),
  );
});

test('a segment is marked exactly where a range covers it', () => {
  const spans = fc.array(fc.record({ start: fc.nat(40), end: fc.nat(40) }), { maxLength: 5 });
  fc.assert(
    fc.property(hostile, spans, (text, asked) => {
      const ranges = sortedRanges(asked, text.length);
      for (const { start, end, marked } of visibleSegments(text, ranges)) {
        const covered = ranges.some((range) => range.start <= start && end <= range.end);
        assert.equal(marked, covered);
      }
    }),
  );
});

test('a match that holds a zero-width character maps through', () => {
  const marked = visibleSegments('say c\u200bf now', [{ start: 4, end: 7 }])
    .filter((segment) => segment.marked)
    .map(({ text, unseen }) => [text, unseen]);
  assert.deepEqual(marked, [
    ['c', null],
    ['⟨U+200B⟩', 0x200b],
    ['f', null],
  ]);
});

test('ranges from a stranger come out whole: inside the text, in order, merged', () => {
  const ranges = sortedRanges(
    [
      { start: 8, end: 99 },
      { start: -4, end: 2 },
      { start: 1, end: 3 },
      { start: 6, end: 5 },
      { start: Number.NaN, end: 4 },
    ],
    10,
  );
  assert.deepEqual(ranges, [
    { start: 0, end: 3 },
    { start: 8, end: 10 },
  ]);
});

test('code points are named as Unicode names them', () => {
  assert.equal(codePointName(0x9), 'U+0009');
  assert.equal(codePointName(0xe0041), 'U+E0041');
});
