import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { licenceChoice } from '../../../src/statements/cyclonedx/licence.ts';
import { SCHEMA_FORMATS } from '../../../src/statements/cyclonedx/schema-formats.ts';
import { bomProblems, parseBom } from '../../../src/statements/cyclonedx/validate-bom.ts';
import { credenceError } from '../throws.ts';

const BOM = { bomFormat: 'CycloneDX', specVersion: '1.7', version: 1 };

function withComponent(component: object): object {
  return { ...BOM, components: [{ type: 'data', name: 'd', ...component }] };
}

describe('a document that is not CycloneDX', () => {
  const broken: readonly (readonly [string, unknown, RegExp])[] = [
    ['another format', { ...BOM, bomFormat: 'SPDX' }, /bomFormat/],
    ['an older version', { ...BOM, specVersion: '1.5' }, /specVersion/],
    ['a member of its own', { ...BOM, extra: 1 }, /extra/],
    ['a component without name', { ...BOM, components: [{ type: 'data' }] }, /components\/0/],
    ['an unknown type', withComponent({ type: 'dataset' }), /type/],
    [
      'a hash of the wrong length',
      withComponent({ hashes: [{ alg: 'SHA-256', content: 'ab' }] }),
      /content/,
    ],
    [
      'an unknown hash',
      withComponent({ hashes: [{ alg: 'CRC-32', content: 'ab'.repeat(32) }] }),
      /alg/,
    ],
    [
      'an unknown licence',
      withComponent({ licenses: [{ license: { id: 'MIT-ish' } }] }),
      /licenses/,
    ],
    ['a serial number of its own', { ...BOM, serialNumber: 'urn:uuid:1' }, /serialNumber/],
    ['a time that is none', { ...BOM, metadata: { timestamp: 'yesterday' } }, /timestamp/],
    [
      'a citation of nobody',
      { ...BOM, citations: [{ pointers: ['/x'], timestamp: '2026-01-01T00:00:00Z' }] },
      /citations/,
    ],
    ['citations in 1.6', { ...BOM, specVersion: '1.6', citations: [] }, /citations/],
    ['nothing', null, /specVersion/],
  ];
  for (const [what, document, words] of broken) {
    it(`(${what}) is refused, with the place`, () => {
      const text = bomProblems(document)
        .map(({ pointer, message }) => `${pointer} ${message}`)
        .join();
      assert.match(text, words);
      const bytes = Buffer.from(JSON.stringify(document));
      assert.throws(() => parseBom(bytes), credenceError('DATA_MALFORMED', /bill of materials/));
    });
  }

  it('whatever it is, is refused without a fault', () => {
    fc.assert(
      fc.property(fc.object(), (more) => {
        assert.ok(Array.isArray(bomProblems({ ...more, ...BOM, metadata: more })));
      }),
      { numRuns: 50 },
    );
  });
});

describe('formats of the schema', () => {
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    [
      'date-time',
      ['2026-01-01T00:00:00Z', '2024-02-29T23:59:60.5+02:00'],
      ['2026-01-01', '2023-02-29T00:00:00Z', '2026-01-01T24:00:00Z', '2026-13-01T00:00:00Z'],
    ],
    ['date', ['2024-02-29'], ['2023-02-29', '2026-1-1', '']],
    ['idn-email', ['ada@example.com', 'müller@bücher.example'], ['ada', 'a b@c', '@x']],
    [
      'iri-reference',
      ['https://bücher.example/a?b#c', 'a/b', '', '%20'],
      ['a b', 'a<b', '%2', 'a\nb'],
    ],
    ['uri', ['https://x', 'urn:x:y'], ['x', '', 'https://a b']],
  ];
  for (const [format, good, bad] of cases) {
    it(`${format} takes what its RFC takes`, () => {
      const check = SCHEMA_FORMATS[format];
      assert.deepEqual(
        good.map((text) => check?.(text)),
        good.map(() => true),
      );
      assert.deepEqual(
        bad.map((text) => check?.(text)),
        bad.map(() => false),
      );
    });
  }
});

describe('a licence', () => {
  it('goes by its SPDX identifier, as an expression, or by its name', () => {
    assert.deepEqual(licenceChoice('MIT'), { license: { id: 'MIT' } });
    for (const expression of [
      'MIT OR Apache-2.0',
      '(MIT AND CC-BY-4.0) OR GPL-2.0-only WITH Classpath-exception-2.0',
    ])
      assert.deepEqual(licenceChoice(expression), { expression });
    for (const name of ['Our terms', 'MIT OR Ours', 'mit', 'MIT OR', 'proprietary'])
      assert.deepEqual(licenceChoice(name), { license: { name } });
  });
});
