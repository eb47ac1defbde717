import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findHidden } from '../../../src/core/characters/hidden.ts';
import { PREPROCESSING, survivedSteps, survives } from '../../../src/core/characters/survival.ts';

function stepsSurvivedIn(text: string): readonly string[] {
  const [occurrence] = findHidden(text);
  assert.ok(occurrence, JSON.stringify(text));
  return survivedSteps(text, occurrence);
}

describe('survival of preprocessing', () => {
  const all = [...PREPROCESSING];
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['pay\u200Bpal', all],
    ['раypal', all],
    ['hello\u00A0world', ['lower-casing']],
    ['line\u2028break', ['lower-casing', 'NFKC']],
    ['a\u001Cb', all],
    ['ｈｅｌｌｏ', ['lower-casing', 'splitting on white space']],
    ['my \u212Aitchen', ['splitting on white space']],
    ['hello\u3164', all],
    ['hi\u{E0041}', all],
    ['moжie', all],
  ];
  for (const [text, expected] of cases) {
    it(`tells it for ${JSON.stringify(text)}`, () => {
      assert.deepEqual(stepsSurvivedIn(text), expected);
    });
  }

  it('takes steps together in their order', () => {
    const text = 'Ｈello and Ｗorld';
    const [occurrence] = findHidden(text);
    assert.ok(occurrence);
    assert.ok(survives(text, occurrence, ['lower-casing', 'splitting on white space']));
    assert.ok(!survives(text, occurrence, ['lower-casing', 'NFKC']));
    assert.ok(survives(text, occurrence, []));
  });
});
