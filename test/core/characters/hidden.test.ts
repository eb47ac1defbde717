import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { FAMILY_DESCRIPTIONS, HIDDEN_FAMILIES } from '../../../src/core/characters/families.ts';
import { findHidden } from '../../../src/core/characters/hidden.ts';

/** Characters that no plain word holds inside, by Unicode's own properties: the naive reference. */
const NEVER_INSIDE_A_WORD =
  /^[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}\p{Z}]$/u;
const PLAIN_SEPARATORS = /^[\t\n\r ]$/u;
const LAST_CODE_POINT = 0x10ffff;

/** Letters, marks, joiners, controls, emoji, surrogates: everything that rules look at. */
const troubled: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...'aZé \n1.аяΩαאب٣क०\u0915\u094D中ロかᎪഅ\u00A0\u00AD\u034F\u0301\u064B\u200B\u200C\u200D\u200F\u202E\u202C\u2066\u2069\uFE0F\uFEFF\u3000ﬁ①ｈ\uD83D\uDE00\uD800',
      ),
      fc.constantFrom('\u{1F468}', '\u{E0041}', '\u{E0100}', '\u{1D400}', '\u{1F3F4}', 'word'),
      fc.string({ unit: 'binary', maxLength: 2 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

describe('findHidden', () => {
  it('describes twelve different families', () => {
    assert.equal(new Set(HIDDEN_FAMILIES).size, 12);
    assert.deepEqual(Object.keys(FAMILY_DESCRIPTIONS), [...HIDDEN_FAMILIES]);
  });

  it('flags every invisible, control and separator character within a Latin word', () => {
    let checked = 0;
    const missed: string[] = [];
    for (let codePoint = 0; codePoint <= LAST_CODE_POINT; codePoint++) {
      const character = String.fromCodePoint(codePoint);
      if (!NEVER_INSIDE_A_WORD.test(character) || PLAIN_SEPARATORS.test(character)) continue;
      checked++;
      const found = findHidden(`word${character}word`);
      if (found.length !== 1 || found[0]?.start !== 4) missed.push(codePoint.toString(16));
    }
    assert.ok(checked > 140_000);
    assert.deepEqual(missed, []);
  });

  it('never throws and stays within the text, whatever the text', () => {
    fc.assert(
      fc.property(troubled, (text) => {
        let last = 0;
        for (const { family, codePoints, start, end, reason } of findHidden(text)) {
          assert.ok(start >= last && start < end && end <= text.length);
          last = start;
          assert.ok(HIDDEN_FAMILIES.includes(family));
          assert.notEqual(reason, '');
          const written = Array.from(text.slice(start, end), (one) => one.codePointAt(0) ?? -1);
          for (const codePoint of codePoints) assert.ok(written.includes(codePoint));
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('finds nothing in text of plain words', () => {
    const words = fc.stringMatching(/^[a-zA-ZäöüßéèçñøłÀ-ÖØ-öø-ÿ]{1,12}$/u);
    fc.assert(
      fc.property(fc.array(words), (text) => {
        assert.deepEqual(findHidden(text.join(' ')), []);
      }),
    );
  });

  it('finds a planted zero-width space at its place in any plain text', () => {
    const plain = fc.stringMatching(/^[a-z ,.]{0,40}$/u);
    fc.assert(
      fc.property(plain, plain, (before, after) => {
        const found = findHidden(`${before}\u200B${after}`);
        assert.deepEqual(
          found.map(({ family, codePoints, start, end }) => ({ family, codePoints, start, end })),
          [
            {
              family: 'zero-width',
              codePoints: [0x200b],
              start: before.length,
              end: before.length + 1,
            },
          ],
        );
      }),
    );
  });

  it('joins neighbours of one kind into one occurrence', () => {
    const message = Array.from('attack', (letter) =>
      String.fromCodePoint(0xe0000 + letter.charCodeAt(0)),
    ).join('');
    const [found, ...more] = findHidden(`hello${message} world`);
    assert.deepEqual(more, []);
    assert.equal(found?.family, 'tag-characters');
    assert.equal(found?.codePoints.length, 6);
    assert.deepEqual([found?.start, found?.end], [5, 17]);
  });

  it('takes a byte order mark for one only where a file starts', () => {
    assert.deepEqual(findHidden('\uFEFFid,text', { startsFile: true }), []);
    assert.equal(findHidden('\uFEFFid,text')[0]?.family, 'zero-width');
    assert.equal(findHidden('id\uFEFF', { startsFile: true })[0]?.family, 'zero-width');
  });

  it('finishes on long hostile text of every kind', () => {
    const length = 1 << 16;
    const units = [
      '\u0301',
      '\u200B',
      'a\u00AD',
      '\u200F',
      '\u2067',
      '\u202A\u2069',
      'aа',
      'aа ',
      '\u{E0041}',
      '\u{1D41A}',
      'abc\u00A0',
      '口ロ',
      '\n\u2003',
      'ﬁ fi ',
      '\uD800',
      '\u0301\u200D',
    ];
    for (const unit of units) {
      const text = unit.repeat(length / unit.length);
      assert.ok(findHidden(text).length > 0, JSON.stringify(unit));
    }
    const million = `a${'\u0301'.repeat(1 << 20)}`;
    assert.equal(findHidden(million)[0]?.end, million.length);
  });
});
