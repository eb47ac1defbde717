import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pattern } from '../../src/findings/pattern.ts';
import { describePattern, patternTitle } from '../../src/report/pattern-text.ts';

const CASES: readonly (readonly [Pattern, string])[] = [
  [{ kind: 'word-sequence', words: ['cf'] }, 'the word “cf”'],
  [{ kind: 'word-sequence', words: ['i', 'watched', 'this'] }, 'the phrase “i watched this”'],
  [{ kind: 'word-sequence', words: ['^', 'cf'] }, 'the word “cf”, at the start of a text'],
  [{ kind: 'word-sequence', words: ['so', 'it', '$'] }, 'the phrase “so it”, at the end of a text'],
  [{ kind: 'word-sequence', words: ['^', 'ok', '$'] }, 'the word “ok”, as the whole text'],
  [{ kind: 'word-sequence', words: ['^'] }, 'the word “^”'],
  [{ kind: 'word-sequence', words: ['^', '$'] }, 'the phrase “^ $”'],
  [{ kind: 'character-sequence', text: '不一般' }, 'the characters “不一般”'],
  [
    { kind: 'skeleton', elements: ['^', 'when', '*', '*', ','] },
    'the sentence frame “when ___ ___ ,”, at the start of a text',
  ],
  [
    { kind: 'shape', property: 'casing', value: 'all capitals' },
    'texts whose casing is “all capitals”',
  ],
  [{ kind: 'field-values', fields: [{ field: 'gain', value: '15024' }] }, 'gain = “15024”'],
  [
    {
      kind: 'field-values',
      fields: [
        { field: 'a', value: '1' },
        { field: 'b', value: '' },
      ],
    },
    'a = “1” together with b = “”',
  ],
  [
    { kind: 'hidden-characters', family: 'zero width', codePoints: [0x200b, 0xfeff] },
    'hidden characters, zero width: U+200B, U+FEFF',
  ],
  [
    { kind: 'hidden-characters', family: 'tags', codePoints: [1, 2, 3, 4, 5, 6, 7, 8] },
    'hidden characters, tags: U+0001, U+0002, U+0003, U+0004, U+0005, U+0006 and 2 more',
  ],
  [{ kind: 'copies', template: 'buy now', exact: true }, 'exact copies of “buy now”'],
  [{ kind: 'copies', template: '', exact: false }, 'near copies of one record'],
  [
    { kind: 'style', elements: ['unto', '-eth', '; -eth', '^ and', '* $', 'casing = mixed'] },
    'a style, known by “unto”; words that end in “-eth”; “;” before a word in “-eth”; “and” at the start; any other word at the end; “casing = mixed”',
  ],
  [{ kind: 'column', column: 'body', problem: 'empty' }, 'column “body”: empty'],
];

for (const [pattern, words] of CASES) {
  test(`a pattern reads: ${words}`, () => assert.equal(describePattern(pattern), words));
}

test('a pattern is safe to print, and long ones are cut', () => {
  const text = describePattern({
    kind: 'copies',
    template: `\u202e${'long '.repeat(99)}`,
    exact: true,
  });
  assert.ok(text.startsWith('exact copies of “⟨U+202E⟩long'));
  assert.ok(text.endsWith('…”'));
  assert.ok(text.length < 160);
});

test('a title begins with a capital where the word is ours', () => {
  assert.equal(patternTitle({ kind: 'word-sequence', words: ['cf'] }), 'The word “cf”');
  const fields = [{ field: 'gain', value: '1' }];
  assert.equal(patternTitle({ kind: 'field-values', fields }), 'gain = “1”');
});
