import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { mayHoldHidden } from '../../../src/core/characters/candidate.ts';
import { findHidden } from '../../../src/core/characters/hidden.ts';

/** Surroundings in which a character could become suspicious. */
const HOSTS: readonly ((character: string) => string)[] = [
  (character) => `some plain wo${character}rds here`,
  (character) => `some plain ${character} words`,
  (character) => `中文${character}文本`,
  (character) => `кни${character}га`,
  (character) => character,
];

describe('mayHoldHidden', () => {
  it('lets nothing pass that findHidden flags, character by character', () => {
    const passed: string[] = [];
    for (let codePoint = 0; codePoint < 0x20000; codePoint++) {
      if (codePoint === 0x3400) codePoint = 0x9f00;
      if (codePoint === 0xac00) codePoint = 0xd780;
      const character = String.fromCodePoint(codePoint);
      for (const host of HOSTS) {
        const text = host(character);
        if (!mayHoldHidden(text) && findHidden(text).length > 0) passed.push(text);
      }
    }
    assert.deepEqual(passed, []);
  });

  it('lets nothing pass that findHidden flags, in mixed text', () => {
    const character = fc.oneof(
      fc.integer({ min: 0x20, max: 0x24f }),
      fc.integer({ min: 0x370, max: 0x52f }),
      fc.integer({ min: 0x2000, max: 0x206f }),
      fc.integer({ min: 0x3000, max: 0x30ff }),
      fc.integer({ min: 0x4e00, max: 0x4e40 }),
      fc.integer({ min: 0x1f300, max: 0x1f64f }),
    );
    const text = fc.array(character).map((codePoints) => String.fromCodePoint(...codePoints));
    fc.assert(
      fc.property(text, (mixed) => mayHoldHidden(mixed) || findHidden(mixed).length === 0),
      { numRuns: 5_000 },
    );
  });

  it('turns plain Latin, Chinese, Korean and Cyrillic text away', () => {
    for (const text of [
      'café — “naïve” 5 €',
      '政府昨天公布',
      '모든 인간은',
      'Привет, мир!',
      '😀 ok',
    ]) {
      assert.equal(mayHoldHidden(text), false, text);
    }
  });
});
