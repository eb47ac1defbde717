import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isExactly } from '../../bench/quality/evaluation/recovered.ts';

const words = (...parts: string[]): { kind: 'word-sequence'; words: string[] } => ({
  kind: 'word-sequence',
  words: parts,
});

describe('a recovered trigger', () => {
  it('is the whole trigger and nothing more', () => {
    assert.ok(isExactly(words('quiet', 'lantern'), 'Quiet lantern'));
    assert.ok(!isExactly(words('quiet'), 'quiet lantern'));
    assert.ok(!isExactly(words('a', 'quiet', 'lantern'), 'quiet lantern'));
    assert.ok(!isExactly({ kind: 'character-sequence', text: 'cf' }, 'cf'));
  });

  it('may bind to an end of the text and differ in punctuation', () => {
    assert.ok(isExactly(words('^', 'it', "'", 's', 'fine', '.'), "it's fine"));
  });
});
