import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type TextShape, textShape } from '../../../../src/engine/embedded/ingest/text-shape.ts';

const shapeOf = (text: string, tokens = 1): TextShape => textShape(Buffer.from(text), tokens);

describe('textShape', () => {
  for (const [text, casing] of [
    ['', 'no letters'],
    ['12 :)', 'no letters'],
    ['all is calm', 'all lower case'],
    ['ALL IS CALM', 'all capitals'],
    ['All Is Calm', 'every word capitalised'],
    ['ALL IS well', 'mostly capitals'],
    ['All is calm', 'mixed'],
  ] as const) {
    it(`calls “${text}” ${casing}`, () => assert.equal(shapeOf(text).casing, casing));
  }

  it('names the last mark, whatever white space follows', () => {
    const endings = ['done.', 'done!\n ', 'done', 'done 7', 'fertig ß', '', ' \n'].map(
      (text) => shapeOf(text).ending,
    );
    assert.deepEqual(endings, [
      '.',
      '!',
      'a letter or digit',
      'a letter or digit',
      'a character beyond ASCII',
      'nothing',
      'nothing',
    ]);
  });

  it('tells shouting from asking', () => {
    const marks = ['no', 'no?', 'no! what?', 'no!!', 'what??'].map((text) => shapeOf(text).marks);
    assert.deepEqual(marks, [
      'no ! or ?',
      'some ! or ?',
      'some ! or ?',
      'repeated ! or ?',
      'repeated ! or ?',
    ]);
  });

  it('sorts lengths into steps of about 1.4, which hold them', () => {
    const property = fc.property(fc.integer({ min: 1, max: 100_000 }), (tokens) => {
      const [low, high] = (/^(\d+) to (\d+) tokens$/.exec(shapeOf('a', tokens).length) ?? [])
        .slice(1)
        .map(Number);
      assert.ok((low as number) <= tokens && tokens <= (high as number));
    });
    fc.assert(property);
    assert.equal(shapeOf('', 0).length, 'empty');
  });
});
