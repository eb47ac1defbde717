import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { clauseWords } from '../../../src/core/clauses/clause-words.ts';
import { cutClauses, innerStarts } from '../../../src/core/clauses/clauses.ts';

describe('clauses', () => {
  for (const [name, text, expected] of [
    ['sentences', 'It rained. We left at once!', ['It rained.', 'We left at once!']],
    ['lines', 'one line\nand the next', ['one line', 'and the next']],
    ['cells', '| Rank | Name of it |', ['Rank', 'Name of it']],
    ['gaps', 'Bank of Spain   Paid on time', ['Bank of Spain', 'Paid on time']],
    ['labels', 'Note: bring a coat', ['Note:', 'bring a coat']],
    ['closing quotes', 'She said "go." Then he went.', ['She said "go."', 'Then he went.']],
  ] as const) {
    it(`are cut at ${name}`, () => assert.deepEqual(clausesOf(text), expected));
  }

  it('keep numbers, addresses and names with a mark in them whole', () => {
    const text = 'Pay 2.50 at www.example.com or by e-mail.';
    assert.deepEqual(clausesOf(text), [text]);
  });

  it('may hold the beginning of another, at a capital before lower case', () => {
    const words = clauseWords('the total was Describe the life of bees in Spain', 100);
    const [clause] = cutClauses(words);
    assert.ok(clause !== undefined);
    assert.deepEqual(
      innerStarts(words, clause).map((at) => words[at]?.text),
      ['describe'],
    );
  });

  it('follow each other without overlap, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const words = clauseWords(text, 1000);
        let end = 0;
        for (const { first, last } of cutClauses(words)) {
          assert.ok(first >= end && last > first && last <= words.length);
          end = last;
        }
      }),
    );
  });
});

function clausesOf(text: string): string[] {
  const words = clauseWords(text, 1000);
  return cutClauses(words).map(({ first, last }) =>
    text.slice(words[first]?.start, words[last - 1]?.end),
  );
}
