import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mergeValues } from '../../../../src/engine/embedded/assemble/merge-values.ts';
import { Dictionary, MOST_VALUES } from '../../../../src/engine/embedded/ingest/dictionary.ts';
import { NO_ID } from '../../../../src/engine/embedded/store.ts';

function filled(values: number): Dictionary {
  const dictionary = new Dictionary();
  for (let value = 0; value < values; value += 1) dictionary.idOf(String(value));
  return dictionary;
}

describe('a dictionary of values', () => {
  it('numbers values in the order in which they come', () => {
    const dictionary = new Dictionary();
    assert.deepEqual(
      ['b', 'a', 'b'].map((value) => dictionary.idOf(value)),
      [0, 1, 0],
    );
    assert.deepEqual(dictionary.texts(), ['b', 'a']);
  });

  it('holds all of the values that it may hold, and none where there is one more', () => {
    const dictionary = filled(MOST_VALUES);
    assert.equal(dictionary.texts()?.length, MOST_VALUES);
    assert.equal(dictionary.idOf('one more'), NO_ID);
    assert.equal(dictionary.texts(), null);
    assert.equal(dictionary.idOf('0'), NO_ID, 'no part of a column is looked at');
  });

  it('leaves a column out whichever thread read its values', () => {
    const half = Array.from({ length: MOST_VALUES / 2 + 1 }, (_, at) => `a${at}`);
    const other = half.map((value) => `b${value}`);
    assert.equal(mergeValues([half, other]), null);
    assert.equal(mergeValues([half, null]), null);
    assert.equal(mergeValues([half, half])?.texts.length, half.length);
  });
});
