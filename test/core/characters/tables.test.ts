import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  isDigit,
  isLetter,
  isMark,
  scriptSets,
} from '../../../src/core/characters/character-properties.ts';
import { confusableLetters, confusablesOf } from '../../../src/core/characters/confusables.ts';
import { decodeKeyedDeltas } from '../../../src/core/characters/delta-coding.ts';
import { scriptOf } from '../../../src/core/characters/scripts.ts';
import {
  EMOJI_JOINS,
  VARIATION_BASES,
} from '../../../src/core/characters/tables/emoji-sequences.ts';
import { UNICODE_VERSION } from '../../../src/core/characters/tables/script-ranges.ts';

const TABLES = join(import.meta.dirname, '../../../src/core/characters/tables');

describe('character tables', () => {
  it('are small, name their Unicode version and carry its licence', () => {
    const sizes = readdirSync(TABLES).map((name) => statSync(join(TABLES, name)).size);
    assert.ok(sizes.reduce((sum, size) => sum + size, 0) < 120_000);
    assert.match(UNICODE_VERSION, /^\d+\.\d+\.\d+$/u);
    const licence = readFileSync(join(TABLES, 'UNICODE-LICENSE.txt'), 'utf8');
    assert.match(licence, /SPDX-License-Identifier: Unicode-3\.0/u);
    const notice = readFileSync(join(TABLES, '../../../../NOTICE'), 'utf8');
    assert.ok(notice.includes(licence.trim()));
  });

  it('agree with the runtime on letters, marks and digits', () => {
    const unassigned = /^\p{Cn}$/u;
    for (let codePoint = 0; codePoint < 0x33000; codePoint++) {
      const character = String.fromCodePoint(codePoint);
      if (unassigned.test(character)) continue;
      const kinds = [isLetter(codePoint), isMark(codePoint), isDigit(codePoint)];
      const expected = [/^[\p{L}\p{Nl}]$/u, /^\p{M}$/u, /^\p{Nd}$/u].map((kind) =>
        kind.test(character),
      );
      // Assigned after this table's Unicode version: the runtime may know more than we do.
      if (kinds.includes(true)) assert.deepEqual(kinds, expected, codePoint.toString(16));
      else if (codePoint < 0x250) assert.ok(!expected.includes(true), codePoint.toString(16));
    }
  });

  it('hold confusables of several scripts in every class, symmetrically', () => {
    let classes = 0;
    for (const codePoint of confusableLetters()) {
      const members = confusablesOf(codePoint);
      assert.ok(members.includes(codePoint));
      assert.ok(new Set(members.map(scriptOf)).size > 1, codePoint.toString(16));
      for (const member of members) assert.equal(confusablesOf(member), members);
      if (members[0] === codePoint) classes++;
    }
    assert.ok(classes > 100);
    assert.ok(confusablesOf(0x430).includes(0x61));
  });

  it('name every script once as a set of its own', () => {
    const single = scriptSets.filter((set) => set.length === 1).map(([script]) => script);
    assert.equal(new Set(single).size, single.length);
    assert.ok(single.length > 150);
  });

  it('know emoji joins and variation bases', () => {
    assert.ok(decodeKeyedDeltas(EMOJI_JOINS).get(0x1f467)?.has(0x1f469));
    assert.ok(decodeKeyedDeltas(VARIATION_BASES).get(0xfe0f)?.has(0x2764));
    assert.ok(!decodeKeyedDeltas(VARIATION_BASES).get(0xfe0f)?.has(0x61));
  });
});
