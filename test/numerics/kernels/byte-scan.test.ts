import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  ByteScan,
  CONTROL,
  NON_ASCII,
  SUSPICIOUS,
} from '../../../src/numerics/kernels/byte-scan.ts';
import { packTexts } from './texts.ts';

/** First and last code point of what counts as hidden. */
const HIDDEN: readonly (readonly [number, number])[] = [
  ...[
    [0x80, 0xa0],
    [0xad, 0xad],
    [0x34f, 0x34f],
    [0x61c, 0x61c],
    [0x115f, 0x1160],
  ],
  ...[
    [0x1680, 0x1680],
    [0x17b4, 0x17b5],
    [0x180b, 0x180f],
    [0x2000, 0x200f],
    [0x2028, 0x202f],
  ],
  ...[
    [0x205f, 0x206f],
    [0x2800, 0x2800],
    [0x3000, 0x3000],
    [0x3164, 0x3164],
    [0xfe00, 0xfe0f],
  ],
  ...[
    [0xfeff, 0xfeff],
    [0xffa0, 0xffa0],
    [0xfff0, 0xfffc],
    [0x1bca0, 0x1bca3],
  ],
  ...[
    [0x1d173, 0x1d17a],
    [0xe0000, 0xe0fff],
  ],
] as [number, number][];

function reference(text: string): number {
  const codePoints = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const control = (code: number): boolean =>
    (code < 32 && ![9, 10, 13].includes(code)) || code === 127;
  return (
    (codePoints.some((code) => code > 127) ? NON_ASCII : 0) |
    (codePoints.some(control) ? CONTROL : 0) |
    (codePoints.some((code) => HIDDEN.some(([low, high]) => code >= low && code <= high))
      ? SUSPICIOUS
      : 0)
  );
}

function scan(texts: readonly (string | Uint8Array)[]): number[] {
  const { bytes, offsets } = packTexts(texts);
  return [...new ByteScan().scan(bytes, offsets)];
}

const part = fc.oneof(
  fc.string({ unit: 'binary' }).map((text) => text.toWellFormed()),
  fc.constantFrom(
    'plain text, and more of it',
    'Köln',
    'Привет',
    '東京タワー',
    'ខ្មែរ',
    'სიტყვა',
    '👩‍🚀',
  ),
  fc.constantFrom(
    '\u200b',
    '\u202e',
    '\u00a0',
    '\u00ad',
    '\u{e0041}',
    '\ufe0f',
    '\u3000',
    '\ufeff',
  ),
  fc.constantFrom('\n', '\t', '\r', '\u0000', '\u0008', '\u001f', '\u007f', ' '),
  fc.nat(70).map((length) => 'x'.repeat(length)),
);

describe('ByteScan', () => {
  it('flags what a search by code point finds', () => {
    const property = fc.property(
      fc.array(fc.array(part, { maxLength: 6 }), { maxLength: 10 }),
      (documents) => {
        const texts = documents.map((parts) => parts.join(''));
        assert.deepEqual(scan(texts), texts.map(reference));
      },
    );
    fc.assert(property, { numRuns: 500 });
  });

  it('judges every code point rightly, alone and deep in a text', () => {
    const texts: string[] = [];
    for (let code = 0; code < 0x110000; code += code < 0x30000 || code > 0xdff00 ? 1 : 97) {
      if (code < 0xd800 || code >= 0xe000) texts.push(String.fromCodePoint(code));
      if (code >= 0xe1100) code += 96;
    }
    const deep = texts.map((text, index) => 'a'.repeat(index % 83) + text);
    const expected = texts.map(reference);
    assert.deepEqual(scan(texts), expected);
    assert.deepEqual(scan(deep), expected);
  });

  it('sees a character that lies across the pieces of a long text', () => {
    for (let shift = 0; shift < 8; shift += 1) {
      const long = `${'é'.repeat((1 << 16) - 4)}${'.'.repeat(shift)}\u{e0041}${'é'.repeat(70_000)}`;
      assert.deepEqual(scan(['a', long, 'b']), [0, NON_ASCII | SUSPICIOUS, 0]);
    }
  });

  it('never reads a text on into the next', () => {
    const property = fc.property(
      fc.array(fc.uint8Array({ maxLength: 90 }), { maxLength: 8 }),
      (documents) => {
        assert.deepEqual(
          scan(documents),
          documents.flatMap((document) => scan([document])),
        );
      },
    );
    fc.assert(property, { numRuns: 300 });
  });

  it('refuses offsets that do not describe the bytes', () => {
    assert.throws(() => new ByteScan().scan(new Uint8Array(2), Uint32Array.of(0, 3)), {
      code: 'INTERNAL',
    });
  });
});
