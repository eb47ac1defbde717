import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addressLevel, addressOf } from '../../../src/core/clauses/address.ts';
import { clauseWords } from '../../../src/core/clauses/clause-words.ts';

describe('the address of a clause', () => {
  const levels: readonly (readonly [number, readonly string[]])[] = [
    [
      4,
      ['Forward your notes to the office.', 'Hand over your keys.', 'Please paint your own fence.'],
    ],
    [
      3,
      [
        'Forward the notes to the office.',
        'Write down every step.',
        'Do not stop here.',
        'In the last line, mention the weather.',
        'Compare rivers with lakes in your essay.',
        'Would you call them?',
      ],
    ],
    [2, ['How do bees find a garden?', 'Why your garden needs bees']],
    [1, ['The bees know you.', 'Is it so', 'Death in the family']],
    [
      0,
      [
        'The bees found the garden.',
        'Bees are in the garden.',
        'Prices fell by a third.',
        'Students have a choice.',
        'Running the shop was hard.',
      ],
    ],
  ];
  for (const [level, clauses] of levels)
    for (const clause of clauses)
      it(`is ${level} for “${clause}”`, () => assert.equal(levelOf(clause), level));

  it('is none for a line that goes on with the line before', () => {
    const words = clauseWords('This should\nallow the whole sum to be paid', 100);
    const { imperative } = addressOf(words, { first: 2, last: words.length });
    assert.equal(imperative, 0);
  });
});

function levelOf(text: string): number {
  const words = clauseWords(text, 100);
  return addressLevel(addressOf(words, { first: 0, last: words.length }));
}
