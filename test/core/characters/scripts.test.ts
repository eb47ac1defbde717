import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isSpacelessScript } from '../../../src/core/characters/script-groups.ts';
import { dominantScript, scriptOf } from '../../../src/core/characters/scripts.ts';

const SCRIPTS = [
  'Latin',
  'Greek',
  'Cyrillic',
  'Armenian',
  'Hebrew',
  'Arabic',
  'Devanagari',
  'Thai',
];
const MORE_SCRIPTS = ['Han', 'Hiragana', 'Katakana', 'Hangul', 'Georgian', 'Cherokee', 'Khmer'];

describe('scripts', () => {
  for (const script of [...SCRIPTS, ...MORE_SCRIPTS]) {
    it(`knows the letters of ${script} as the runtime does`, () => {
      const ofScript = new RegExp(`^\\p{Script=${script}}$`, 'u');
      const letter = /^\p{L}$/u;
      const unassigned = /^\p{Cn}$/u;
      let checked = 0;
      for (let codePoint = 0; codePoint < 0x33000; codePoint++) {
        const character = String.fromCodePoint(codePoint);
        const isOurs = scriptOf(codePoint) === script;
        if (ofScript.test(character) && letter.test(character)) {
          assert.ok(isOurs, codePoint.toString(16));
          checked++;
        } else if (isOurs && letter.test(character) && !unassigned.test(character)) {
          // A shared letter (the long-vowel mark of kana) answers with its first script.
          assert.match(character, /^\p{Script=Common}|\p{Script=Inherited}$/u);
        }
      }
      assert.ok(checked > 20);
    });
  }

  it('names the script of most letters', () => {
    assert.equal(dominantScript('Привет, world!'), 'Cyrillic');
    assert.equal(dominantScript('中文 and some English'), 'Latin');
    assert.equal(dominantScript('123 — !'), 'Common');
    assert.equal(dominantScript('𐌰𐌱𐌲 a'), 'Gothic');
  });

  it('knows which scripts leave out spaces', () => {
    for (const script of ['Han', 'Hiragana', 'Thai', 'Khmer']) assert.ok(isSpacelessScript(script));
    for (const script of ['Latin', 'Hangul', 'Arabic']) assert.ok(!isSpacelessScript(script));
  });
});
