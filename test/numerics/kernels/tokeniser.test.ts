import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { TOKEN_CLASS, Tokeniser } from '../../../src/numerics/kernels/tokeniser.ts';
import { lowerCaseReference, referenceKind, referenceTokens } from './reference-tokeniser.ts';
import { packTexts } from './texts.ts';

const PARTS = [
  ...[
    'a',
    'The',
    'Movie',
    'x1',
    '_id',
    '2026',
    "don't",
    'e-mail',
    'ÀÉÎ',
    'straße',
    'ΣΊΣΥΦΟΣ',
    'ЁЖик',
  ],
  ...['good\u200b', '\u200b', '\u202egood', 'mov\u00adie', 'a\u0000', 'a', '\u0007', '\u{e0041}'],
  ...['!', '!!!!', '...', '?!', '$', '“', '”', '——', '……', '¿', '、', '。', '！'],
  ...[' ', '  ', '\n', '\t', '\u00a0', '\u3000', '\u2009', '\u2028'],
  ...[
    '中文',
    'ひらがな',
    'カタカナ',
    'ไทย',
    'မြန်မာ',
    'ខ្មែរ',
    '한국어',
    'עברית',
    'العربية',
    'हिन्दी',
  ],
  ...['☺', '❤️', '👍🏽', '👨‍👩‍👧', '🇺🇸', '😀😀😀😀', '1️⃣', '👨\u200d', '\ufe0f', '→'],
  ...[
    'averyveryverylongword',
    'exactlysixteenaa',
    'exactlyseventeena',
    'é'.repeat(130),
    'q'.repeat(700),
  ],
];
const text = fc.array(fc.oneof(fc.constantFrom(...PARTS), fc.string({ unit: 'binary' })), {
  maxLength: 40,
});
const texts = fc.array(
  text.map((parts) => parts.join('').toWellFormed()),
  { maxLength: 12 },
);

function read(tokeniser: Tokeniser, documents: readonly string[]): string[][] {
  const { bytes, offsets } = packTexts(documents);
  const { tokens, ends } = tokeniser.tokenise(bytes, offsets);
  return [...ends].map((end, document) =>
    [...tokens.subarray(ends[document - 1] ?? 0, end)].map((id) => tokeniser.tokenText(id)),
  );
}

describe('Tokeniser', () => {
  it('cuts texts as the rules say', () => {
    fc.assert(
      fc.property(texts, (documents) => {
        assert.deepEqual(read(new Tokeniser(), documents), documents.map(referenceTokens));
      }),
      { numRuns: 400 },
    );
  });

  it('cuts every code point as the rules say', () => {
    const documents: string[] = [];
    for (let codePoint = 0; codePoint < 0x110000; codePoint += 1) {
      if (codePoint >= 0xd800 && codePoint < 0xe000) continue;
      if (codePoint > 0x33ff && codePoint % 61 !== 0 && (codePoint < 0xf900 || codePoint > 0x20010))
        continue;
      documents.push(`x${String.fromCodePoint(codePoint)}y`);
    }
    assert.deepEqual(read(new Tokeniser(), documents), documents.map(referenceTokens));
  });

  it('lower-cases what it says it does, and what it lower-cases keeps its length', () => {
    for (let codePoint = 0x80; codePoint < 0x10000; codePoint += 1) {
      const character = String.fromCodePoint(codePoint);
      const lower = lowerCaseReference(character);
      assert.equal(Buffer.byteLength(lower), Buffer.byteLength(character));
    }
    assert.deepEqual(read(new Tokeniser(), ['ÀÞ Ÿ Ā Ĺ Ž Ά Ώ Σ Ѐ Я Ѡ Ґ Ա Ḁ Ｚ İ']), [
      ['àþ', 'ÿ', 'ā', 'ĺ', 'ž', 'ά', 'ώ', 'σ', 'ѐ', 'я', 'ѡ', 'ґ', 'ա', 'ḁ', 'ｚ', 'İ'],
    ]);
  });

  it('gives ids in order of first appearance, across batches', () => {
    const tokeniser = new Tokeniser();
    const first = packTexts(['b a b', '']);
    assert.deepEqual([...tokeniser.tokenise(first.bytes, first.offsets).tokens], [0, 1, 0]);
    const second = packTexts(['', 'c A!']);
    const { tokens, ends } = tokeniser.tokenise(second.bytes, second.offsets);
    assert.deepEqual([[...tokens], [...ends], tokeniser.size], [[2, 1, 3], [0, 3], 4]);
  });

  it('keeps ids and texts while the dictionary grows', () => {
    const tokeniser = new Tokeniser();
    const words = Array.from(
      { length: 300_000 },
      (_, index) => `w${index.toString(36)}${'z'.repeat(index % 30)}`,
    );
    const { bytes, offsets } = packTexts([words.join(' ')]);
    const { tokens } = tokeniser.tokenise(bytes, offsets);
    assert.equal(tokens.length, words.length);
    assert.ok(tokens.every((id, index) => id === index));
    assert.deepEqual(tokeniser.tokenise(bytes, offsets).tokens, tokens);
    for (let id = 0; id < words.length; id += 997) assert.equal(tokeniser.tokenText(id), words[id]);
  });

  it('tells apart tokens that differ only in trailing NULs', () => {
    const tokens = ['a', 'a\0', 'a\0\0', '\0', '\0\0', '\0'.repeat(16), '\0'.repeat(17)];
    const tokeniser = new Tokeniser();
    assert.deepEqual(
      read(tokeniser, tokens),
      tokens.map((token) => [token]),
    );
    assert.equal(tokeniser.size, tokens.length);
  });

  it('reads a document larger than its window as if the window were endless', () => {
    const unit = 'The quick “brown” fox... 中文 jumps!!! '.repeat(9000);
    const long = [
      unit,
      'x'.repeat(400_000),
      '!'.repeat(300_000),
      '—'.repeat(150_000),
      'é'.repeat(200_000),
    ];
    for (let shift = 0; shift < 3; shift += 1) {
      const documents = ['short', ...long.map((document) => 'a'.repeat(shift) + document), 'end'];
      assert.deepEqual(read(new Tokeniser(), documents), documents.map(referenceTokens));
    }
  });

  it('survives bytes that are not UTF-8, and reads nothing of the next document', () => {
    const tokeniser = new Tokeniser();
    const property = fc.property(
      fc.array(fc.uint8Array({ maxLength: 80 }), { maxLength: 8 }),
      (documents) => {
        const { bytes, offsets } = packTexts(documents);
        const { tokens, ends } = tokeniser.tokenise(bytes, offsets);
        const alone = documents.flatMap((document) => {
          const packed = packTexts([document]);
          return [...tokeniser.tokenise(packed.bytes, packed.offsets).tokens];
        });
        assert.deepEqual([...tokens], alone);
        assert.equal(ends.length, documents.length);
      },
    );
    fc.assert(property, { numRuns: 300 });
  });

  it('takes a batch whose first offset is not zero', () => {
    const { bytes } = packTexts(['skipped kept also']);
    const tokeniser = new Tokeniser();
    const { tokens } = tokeniser.tokenise(bytes, Uint32Array.of(8, 12, 17));
    assert.deepEqual(
      [...tokens].map((id) => tokeniser.tokenText(id)),
      ['kept', 'also'],
    );
  });

  it('refuses offsets that do not describe the bytes', () => {
    assert.throws(() => new Tokeniser().tokenise(new Uint8Array(4), Uint32Array.of(0, 3, 2)), {
      code: 'INTERNAL',
    });
    assert.throws(() => new Tokeniser().tokenise(new Uint8Array(4), Uint32Array.of(0, 9)), {
      code: 'INTERNAL',
    });
    assert.throws(() => new Tokeniser().tokenText(0), { code: 'INTERNAL' });
  });

  it('classifies tokens, and exports the dictionary', () => {
    fc.assert(
      fc.property(texts, (documents) => {
        const tokeniser = new Tokeniser();
        const distinct = [...new Set(read(tokeniser, documents).flat())];
        const { bytes, offsets, classes } = tokeniser.exportDictionary();
        assert.equal(tokeniser.size, distinct.length);
        for (const [id, token] of distinct.entries()) {
          const exported = bytes.subarray(offsets[id], offsets[id + 1]);
          assert.deepEqual(Buffer.from(exported), Buffer.from(token));
          assert.deepEqual(Buffer.from(tokeniser.tokenBytes(id)), Buffer.from(token));
          const nonAscii = /[^\0-\x7f]/u.test(token) ? TOKEN_CLASS.nonAscii : 0;
          assert.equal(classes[id], TOKEN_CLASS[referenceKind(token)] | nonAscii);
          assert.equal(tokeniser.tokenClass(id), classes[id]);
        }
      }),
    );
  });
});
