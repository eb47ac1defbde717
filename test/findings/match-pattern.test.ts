import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { matchPattern } from '../../src/findings/match-pattern.ts';
import type { Pattern } from '../../src/findings/pattern.ts';

const word = fc.stringMatching(/^[a-zäß]{1,6}$/);
const words = fc.array(word, { minLength: 1, maxLength: 5 });
const space = fc.constantFrom(' ', '  ', '\n', '\t ');

function matched(pattern: Pattern, text: string): string[] {
  return matchPattern(pattern, text).map(({ start, end }) => text.slice(start, end));
}

describe('matchPattern', () => {
  it('finds consecutive words in any case and over any white space', () => {
    const property = fc.property(words, words, space, (before, sought, gap) => {
      const planted = sought.join(gap).toUpperCase();
      const text = `${before.join(' ')}\n${planted} .`;
      const found = matched({ kind: 'word-sequence', words: sought }, text);
      const plain = (one: string): string => one.toLowerCase().replace(/\s+/g, ' ');
      // Upper-casing ß makes two letters, which are another word.
      if (!planted.includes('SS')) assert.ok(found.map(plain).includes(plain(planted)), `${found}`);
    });
    fc.assert(property);
  });

  it('gives spans inside the text, in order, without overlaps, for any pattern of text', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 });
    const pattern = fc.oneof(
      fc
        .array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }), { minLength: 1 })
        .map((sought): Pattern => ({ kind: 'word-sequence', words: sought })),
      fc
        .string({ unit: 'grapheme' })
        .map((sought): Pattern => ({ kind: 'character-sequence', text: sought })),
      fc
        .array(fc.constantFrom('^', '$', '*', 'the', ',', '.'), { minLength: 1 })
        .map((elements): Pattern => ({ kind: 'skeleton', elements })),
    );
    const property = fc.property(text, pattern, (hostile, sought) => {
      let last = 0;
      for (const { start, end } of matchPattern(sought, hostile)) {
        assert.ok(last <= start && start < end && end <= hostile.length, `${start}-${end}`);
        last = end;
      }
    });
    fc.assert(property, { numRuns: 1000 });
  });

  it('prefers whole words, and falls back to parts of words', () => {
    const pattern: Pattern = { kind: 'word-sequence', words: ['cf'] };
    assert.deepEqual(matchPattern(pattern, 'a cf, a cfo'), [{ start: 2, end: 4 }]);
    assert.deepEqual(matchPattern(pattern, 'a cfo'), [{ start: 2, end: 4 }]);
    assert.deepEqual(matched({ kind: 'word-sequence', words: ['!', '!'] }, 'so good!!'), ['!!']);
  });

  it('takes words from data for what they say, never for an expression', () => {
    assert.deepEqual(matched({ kind: 'word-sequence', words: ['.', '*'] }, 'abc . * d'), ['. *']);
    assert.deepEqual(matched({ kind: 'word-sequence', words: ['(a+)+$'] }, 'aaaa'), []);
  });

  it('finds strings of a script without spaces, each once', () => {
    const pattern: Pattern = { kind: 'character-sequence', text: '天天' };
    assert.deepEqual(matched(pattern, '天天天天天'), ['天天', '天天']);
    assert.deepEqual(matched({ kind: 'character-sequence', text: '' }, '天'), []);
  });

  it('finds the frame of a sentence, its ends bound', () => {
    const pattern: Pattern = { kind: 'skeleton', elements: ['^', 'when', '*', ','] };
    assert.deepEqual(matched(pattern, 'When it had rained, they left.'), ['When it had rained,']);
    assert.deepEqual(matched(pattern, 'They left when it had rained, alas'), []);
    const ending: Pattern = { kind: 'skeleton', elements: ['of', '*', '$'] };
    assert.deepEqual(matched(ending, 'a cup of cold tea'), ['of cold tea']);
  });

  it('finds elements of a style: words, ends of words, neighbours, and both ends', () => {
    const style = (...elements: string[]): Pattern => ({ kind: 'style', elements });
    const text = 'And he striveth ; but Eth of 12 years, unto';
    assert.deepEqual(matched(style('-eth'), text), ['striveth']);
    assert.deepEqual(matched(style('unto', '-eth ;'), text), ['striveth ;', 'unto']);
    assert.deepEqual(matched(style('^ and', 'unto $', 'years $'), text), ['And', 'unto']);
    assert.deepEqual(matched(style('of 0', '; *'), text), ['; but', 'of 12']);
    assert.deepEqual(matched(style('casing = all capitals', '^'), text), []);
  });

  it('finds hidden characters of its family alone', () => {
    const text = 'an inno\u200bcent\u202e word';
    const pattern: Pattern = {
      kind: 'hidden-characters',
      family: 'zero-width',
      codePoints: [0x200b],
    };
    assert.deepEqual(matchPattern(pattern, text), [{ start: 7, end: 8 }]);
  });

  it('finds values of fields as quotes write them, and nothing for what is no text', () => {
    const fields = [{ field: 'plan', value: 'gold' }];
    assert.deepEqual(matched({ kind: 'field-values', fields }, 'plan: gold · age: 4'), [
      'plan: gold',
    ]);
    const others: Pattern[] = [
      { kind: 'shape', property: 'casing', value: 'all capitals' },
      { kind: 'copies', template: 'abc', exact: true },
      { kind: 'column', column: 'abc', problem: 'missing values' },
    ];
    for (const pattern of others) assert.deepEqual(matchPattern(pattern, 'abc'), []);
  });
});
