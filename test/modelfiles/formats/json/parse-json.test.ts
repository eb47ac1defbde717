import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CredenceError } from '../../../../src/core/error.ts';
import {
  isJsonObject,
  type JsonValue,
  objectsIn,
} from '../../../../src/modelfiles/formats/json/json-value.ts';
import { parseJson } from '../../../../src/modelfiles/formats/json/parse-json.ts';

function plain(value: JsonValue): unknown {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(plain);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries([...value.members].map(([key, member]) => [key, plain(member)]));
}

function codeOf(text: string): string | undefined {
  try {
    parseJson(text);
    return undefined;
  } catch (error) {
    return error instanceof CredenceError ? error.code : 'none of ours';
  }
}

describe('parseJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom('', ' ', '\n\t'), (text, space) => {
        const value = JSON.parse(text);
        const shaped = space + JSON.stringify(value, null, space) + space;
        // "__proto__" is a key like any other here.
        fc.pre(!text.includes('__proto__'));
        assert.deepEqual(plain(parseJson(shaped)), value);
      }),
    );
  });

  it('reads escapes, and the numbers that Python adds', () => {
    assert.equal(parseJson('"\\u0041\\n\\/\\ud83d\\ude00é\\u007f\u0085"'), 'A\n/😀é\u007f\u0085');
    assert.deepEqual(parseJson('[NaN, Infinity, -Infinity, -0.5e+2]'), [
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      -50,
    ]);
  });

  it('counts offsets of objects in bytes', () => {
    const objects = [...objectsIn(parseJson('["é", {"a": {}}]', 100))];
    assert.deepEqual(
      objects.map(({ offset }) => offset),
      [107, 113],
    );
  });

  for (const text of [
    '',
    '{',
    '[1,]',
    '{"a":1,}',
    '{a:1}',
    '"\n"',
    '01',
    '1 2',
    "'a'",
    '"\\x41"',
    'nul',
    '[1',
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.equal(codeOf(text), 'DATA_MALFORMED');
    });
  }

  it('refuses a key that comes twice, however it is written', () => {
    assert.equal(codeOf('{"a": 1, "\\u0061": 2}'), 'DATA_AMBIGUOUS');
    assert.equal(codeOf('[{"a": {"__proto__": 1, "__proto__": 2}}]'), 'DATA_AMBIGUOUS');
  });

  it('finds objects far back in a long list, and checks what it does not keep', () => {
    const plainItems = '["ab", "c"], 12, '.repeat(10_000);
    const value = parseJson(`[${plainItems}[1, {"a": ["b", 2]}], "end"]`);
    assert.deepEqual([...objectsIn(value)].map(plain), [{ a: ['b', 2] }]);
    assert.equal(codeOf(`[${plainItems}["a"`), 'DATA_MALFORMED');
    assert.equal(codeOf(`[${plainItems}"\\x41"]`), 'DATA_MALFORMED');
    assert.equal(codeOf(`[${plainItems}{"a": 1, "a": 1}]`), 'DATA_AMBIGUOUS');
  });

  it('stops where objects would take too much memory', () => {
    assert.equal(codeOf(`[${'{},'.repeat(500_000)}{}]`), 'LIMIT_EXCEEDED');
  });

  it('stops where values nest too deep', () => {
    assert.equal(codeOf('['.repeat(100_000)), 'LIMIT_EXCEEDED');
  });

  it('throws no error but its own', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'{}[]",:\\u0123eE+-.tfn \n\u00e9') }),
        (text) => {
          assert.notEqual(codeOf(text), 'none of ours');
        },
      ),
    );
  });
});
