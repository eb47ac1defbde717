import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { inspectGguf } from '../../../../src/modelfiles/formats/gguf/inspect-gguf.ts';
import type { Problem } from '../../../../src/modelfiles/inspection.ts';
import { scanModelFile } from '../../../../src/modelfiles/scan-model-file.ts';
import { MemorySource } from '../../../../src/modelfiles/sources/memory-source.ts';
import { u32, u64 } from '../../bytes.ts';
import { inspectionContext } from '../../inspection-context.ts';
import {
  boolean,
  buildGguf,
  type GgufShape,
  lengthFirst,
  list,
  text,
  uint32,
} from './build-gguf.ts';

function problemsOf(bytes: Uint8Array, baseTemplate: string | null = null): readonly Problem[] {
  return inspectGguf(new MemorySource(bytes), { ...inspectionContext(), baseTemplate }).problems;
}

function rulesOf(bytes: Uint8Array): readonly string[] {
  return problemsOf(bytes).map(({ rule }) => rule);
}

/** Two tensors, of which the first leaves a padding of 24 bytes. */
const FINE: GgufShape = {
  entries: [
    ['general.architecture', text('llama')],
    ['general.name', text('A model')],
    ['llama.block_count', uint32(2)],
    ['tokenizer.ggml.add_bos_token', boolean(1)],
    ['tokenizer.ggml.tokens', list(8, [lengthFirst('<s>'), lengthFirst('<script>')])],
    ['tokenizer.ggml.scores', list(6, [u32(0), u32(0)])],
    ['tokenizer.ggml.flags', list(7, [Buffer.of(0), Buffer.of(1)])],
  ],
  tensors: [
    { name: 'a', shape: [2], type: 0, offset: 0 },
    { name: 'b', shape: [64, 3], type: 2, offset: 32 },
  ],
  data: Buffer.alloc(32 + 6 * 18),
};

describe('inspectGguf: files that pass', () => {
  const fine: Readonly<Record<string, GgufShape>> = {
    'tensors that are aligned': FINE,
    'version 2': { ...FINE, version: 2 },
    'zeros behind the last tensor, up to its alignment': { ...FINE, data: Buffer.alloc(160) },
    'another alignment': {
      ...FINE,
      alignment: 8,
      entries: [['general.alignment', uint32(8)]],
      tensors: [
        { name: 'a', shape: [2], type: 0, offset: 0 },
        { name: 'b', shape: [64, 3], type: 2, offset: 8 },
      ],
      data: Buffer.alloc(8 + 6 * 18),
    },
    'a vocabulary alone': { entries: [['general.name', text('words')]] },
  };
  for (const [name, shape] of Object.entries(fine)) {
    it(name, async () => {
      const report = await scanModelFile(buildGguf(shape), { name: 'model.gguf' });
      assert.deepEqual([report.format, report.verdict, report.findings], ['gguf', 'pass', []]);
    });
  }
});

describe('inspectGguf: files that do not pass', () => {
  const entry = (key: string, value: Buffer): GgufShape => ({ entries: [[key, value]] });
  const [first, second] = FINE.tensors ?? [];
  assert.ok(first !== undefined && second !== undefined);
  const cases: Readonly<Record<string, readonly [GgufShape, string]>> = {
    'bytes behind the last tensor': [{ ...FINE, data: Buffer.alloc(161) }, 'gguf.hidden-bytes'],
    'bytes in padding': [{ ...FINE, data: Buffer.alloc(32 + 6 * 18, 1) }, 'gguf.hidden-bytes'],
    'bytes in the padding of the header': [{ ...FINE, padding: 1 }, 'gguf.hidden-bytes'],
    'bytes behind a vocabulary': [{ data: Buffer.alloc(40) }, 'gguf.hidden-bytes'],
    'a tensor that breaks off': [{ ...FINE, data: Buffer.alloc(100) }, 'gguf.malformed'],
    'tensors that overlap': [
      { ...FINE, tensors: [first, { ...second, offset: 0 }] },
      'gguf.malformed',
    ],
    'a gap between tensors': [
      { ...FINE, tensors: [first, { ...second, offset: 64 }] },
      'gguf.malformed',
    ],
    'a tensor of an unknown type': [
      { ...FINE, tensors: [{ ...first, type: 99 }] },
      'gguf.malformed',
    ],
    'a row that is no whole number of blocks': [
      { ...FINE, tensors: [{ ...second, shape: [33] }] },
      'gguf.malformed',
    ],
    'a shape that overflows': [
      { ...FINE, tensors: [{ ...first, shape: [2 ** 40, 2 ** 40] }] },
      'gguf.malformed',
    ],
    'too many dimensions': [
      { ...FINE, tensors: [{ ...first, shape: new Array<number>(9).fill(1) }] },
      'gguf.malformed',
    ],
    'a tensor twice': [{ ...FINE, tensors: [first, first] }, 'gguf.malformed'],
    'a key twice': [
      {
        entries: [
          ['a', uint32(1)],
          ['a', uint32(1)],
        ],
      },
      'gguf.malformed',
    ],
    'a key that is no word': [entry('a b', uint32(1)), 'gguf.malformed'],
    'an alignment that is not round': [entry('general.alignment', uint32(24)), 'gguf.malformed'],
    'an alignment of nothing': [entry('general.alignment', uint32(0)), 'gguf.malformed'],
    'a boolean that is neither': [entry('a', boolean(2)), 'gguf.malformed'],
    'a list of lists': [entry('a', list(9, [])), 'gguf.malformed'],
    'a value of no known type': [entry('a', u32(77)), 'gguf.malformed'],
    'a text beyond the end': [entry('a', Buffer.concat([u32(8), u64(2 ** 40)])), 'gguf.malformed'],
    'a list beyond the end': [
      entry('a', Buffer.concat([u32(9), u32(4), u64(2 ** 40)])),
      'gguf.malformed',
    ],
    'a list of texts beyond the end': [
      entry('a', Buffer.concat([u32(9), u32(8), u64(2 ** 40)])),
      'gguf.malformed',
    ],
    'version 1': [{ ...FINE, version: 1 }, 'gguf.unsupported'],
    'the other order of bytes': [{ ...FINE, version: 3 * 2 ** 24 }, 'gguf.unsupported'],
  };
  for (const [name, [shape, rule]] of Object.entries(cases)) {
    it(`${name}: ${rule}`, () => {
      assert.deepEqual([...new Set(rulesOf(buildGguf(shape)))], [rule]);
    });
  }

  it('a count of more than there is', () => {
    const bytes = buildGguf(FINE);
    for (const at of [8, 16]) {
      const changed = Buffer.from(bytes);
      changed.writeBigUInt64LE(2n ** 62n, at);
      assert.notDeepEqual(rulesOf(changed), []);
    }
  });
});

describe('inspectGguf: texts', () => {
  const attack = "{{ ''.__class__.__mro__[1].__subclasses__() }}";

  for (const key of ['tokenizer.chat_template', 'tokenizer.chat_template.tool_use']) {
    it(`judges the template in ${key}, with its place`, () => {
      const bytes = buildGguf({ entries: [[key, text(attack)]] });
      const found = problemsOf(bytes).filter(({ decision }) => decision === 'fail');
      assert.ok(found.length > 0);
      const start = bytes.indexOf(attack);
      for (const { rule, offset } of found) {
        assert.match(rule, /^template\./);
        assert.ok((offset ?? 0) >= start && (offset ?? 0) < start + attack.length);
      }
    });
  }

  it('lets a plain template pass', () => {
    const template =
      "{% for message in messages %}{{ message['role'] }}: {{ message['content'] }}{% endfor %}";
    const problems = problemsOf(
      buildGguf({ entries: [['tokenizer.chat_template', text(template)]] }),
    );
    assert.deepEqual(
      problems.filter(({ decision }) => decision !== 'note'),
      [],
    );
  });

  it('notes what looks like a program in other texts, also in lists, but not in a vocabulary', () => {
    const command = "__import__('os').system('id')";
    const items = list(8, [lengthFirst(command)]);
    assert.deepEqual(rulesOf(buildGguf({ entries: [['general.description', text(command)]] })), [
      'gguf.suspicious-metadata',
    ]);
    assert.deepEqual(rulesOf(buildGguf({ entries: [['general.tags', items]] })), [
      'gguf.suspicious-metadata',
    ]);
    assert.deepEqual(rulesOf(buildGguf({ entries: [['tokenizer.ggml.tokens', items]] })), []);
  });
});

describe('inspectGguf: any bytes', () => {
  it('passes no file that was cut, and throws nothing of its own', () => {
    const whole = buildGguf(FINE);
    for (let length = 8; length < whole.length; length++) {
      assert.notDeepEqual(rulesOf(whole.subarray(0, length)), [], `${length} bytes`);
    }
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
