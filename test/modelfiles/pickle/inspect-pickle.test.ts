import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Inspection } from '../../../src/modelfiles/inspection.ts';
import type { Limits } from '../../../src/modelfiles/limits.ts';
import { inspectPickle } from '../../../src/modelfiles/pickle/inspect-pickle.ts';
import { readPolicy } from '../../../src/modelfiles/policy/read-policy.ts';
import { MemorySource } from '../../../src/modelfiles/sources/memory-source.ts';
import { inspectionContext } from '../inspection-context.ts';
import { assemblePickle, type Instruction } from './assemble-pickle.ts';
import { arrayProgram, dtypeProgram } from './numpy-programs.ts';

function inspect(program: readonly Instruction[], limits: Partial<Limits> = {}): Inspection {
  return inspectPickle(new MemorySource(assemblePickle(program)), inspectionContext(limits));
}

function rulesOf({ problems }: Inspection): readonly string[] {
  return problems.map(({ decision, rule }) => `${decision} ${rule}`);
}

const call: readonly Instruction[] = [
  ['GLOBAL', 'os', 'system'],
  ['UNICODE', 'touch x'],
  'MARK',
  'POP',
  'TUPLE1',
  'REDUCE',
];

describe('inspectPickle', () => {
  it('tells what loading would do, and where', () => {
    const found = inspect([...call, ['RAW', 'ff']]);
    assert.deepEqual(rulesOf(found), ['fail pickle.forbidden-call', 'fail pickle.broken']);
    assert.deepEqual(
      found.problems.map(({ offset }) => offset),
      [23, 24],
    );
    assert.match(found.problems[0]?.summary ?? '', /calls os\.system\('touch x'\)/);
    assert.match(found.problems[1]?.summary ?? '', /breaks off at 0x18/);
    assert.equal(
      found.program,
      [
        'import os.system  # at 0x0',
        "v1 = os.system('touch x')  # at 0x17",
        '# the stream breaks off at 0x18: there is no opcode 0xff',
      ].join('\n'),
    );
  });

  it('tells a repeated call once, with how often it happens', () => {
    const found = inspect(['MARK', ...call, ...call, ...call, 'LIST', 'STOP']);
    assert.deepEqual(rulesOf(found), ['fail pickle.forbidden-call']);
    assert.match(found.problems[0]?.summary ?? '', /3 times/);
  });

  it('shows what a file says only visibly', () => {
    const { problems, program } = inspect([
      ['PROTO', 4],
      ['SHORT_BINUNICODE', 'os\u202e\n'],
      ['SHORT_BINUNICODE', 'a\u200bb'],
      'STACK_GLOBAL',
      ['SHORT_BINUNICODE', '\u001b[31m'],
      'TUPLE1',
      'REDUCE',
      'STOP',
    ]);
    for (const text of [program ?? '', ...problems.map(({ summary }) => summary)]) {
      assert.doesNotMatch(text.replaceAll('\n', ''), /\p{Cc}|\p{Cf}/u);
    }
    assert.match(program ?? '', /os⟨U\+202E⟩⏎\.a⟨U\+200B⟩b\('⟨U\+001B⟩\[31m'\)/);
  });

  it('leaves out the middle of a long program, and never what stands against it', () => {
    const harmless: readonly Instruction[] = [
      ['GLOBAL', 'collections', 'OrderedDict'],
      'EMPTY_TUPLE',
      'REDUCE',
    ];
    const many = Array.from({ length: 100 }, () => harmless).flat();
    const { program } = inspect(['MARK', ...many, ...call, ...many, 'LIST', 'STOP']);
    const lines = program?.split('\n') ?? [];
    assert.ok(lines.length < 40);
    assert.ok(lines.some((line) => line.includes("os.system('touch x')")));
    assert.ok(lines.some((line) => /# … \d+ more/.test(line)));
  });

  it('runs several streams, each with a memo of its own', () => {
    const one: readonly Instruction[] = [['BININT1', 1], 'MEMOIZE', 'STOP'];
    assert.deepEqual(rulesOf(inspect([...one, ...one, ...one])), []);
    assert.deepEqual(rulesOf(inspect([...one, ['BINGET', 0], 'STOP'])), [
      'fail pickle.trailing-bytes',
    ]);
  });

  it('holds classes of the program that wrote the file, until somebody allows them', () => {
    const program = [['GLOBAL', '__main__', 'Net'], 'EMPTY_TUPLE', 'NEWOBJ', 'STOP'] as const;
    const found = inspect(program);
    assert.deepEqual(rulesOf(found), ['held pickle.user-class']);
    assert.match(found.problems[0]?.suggestedAction ?? '', /SHA-256/);
    const policy = readPolicy('name: mine\nsymbols: { __main__: { Net: object } }');
    const source = new MemorySource(assemblePickle(program));
    assert.deepEqual(inspectPickle(source, { ...inspectionContext(), policy }).problems, []);
  });

  it('says what it found before a limit, and that it stopped there', () => {
    const found = inspect([...call, ...Array<Instruction>(200_000).fill('NONE'), 'STOP'], {
      instructions: 100_000,
    });
    assert.deepEqual(rulesOf(found), ['fail pickle.forbidden-call', 'inconclusive pickle.limit']);
  });

  it('gives up on a stream that has the same values judged over and over', () => {
    const attributes = Array.from({ length: 500 }, (_, index): readonly Instruction[] => [
      ['SHORT_BINUNICODE', `a${index}`],
      'NONE',
      'SETITEM',
    ]).flat();
    const build: readonly Instruction[] = [
      ['GLOBAL', 'collections', 'OrderedDict'],
      'EMPTY_TUPLE',
      'REDUCE',
      ['BINGET', 0],
      'BUILD',
      'POP',
    ];
    const builds = Array.from({ length: 3_000 }, () => build).flat();
    const found = inspect(['EMPTY_DICT', ['BINPUT', 0], ...attributes, ...builds, 'STOP']);
    assert.deepEqual(rulesOf(found), ['inconclusive pickle.limit']);
  });

  it('refuses structures that go too deep for readers', () => {
    const deep = ['NONE', ...Array<Instruction>(20_000).fill('TUPLE1'), 'STOP'];
    assert.deepEqual(rulesOf(inspect(deep)), ['fail pickle.depth']);
  });

  it('notes programs that lie about as constants', () => {
    const inner = Buffer.from(assemblePickle([['PROTO', 2], ...call, 'STOP']));
    const constants = [
      ['BINBYTES', inner.toString('latin1')],
      ['BINUNICODE', inner.toString('base64')],
      ['BINUNICODE', inner.toString('hex')],
      ['BINUNICODE', Buffer.from(inner.toString('base64')).toString('hex')],
    ] as const;
    const found = inspect(['MARK', ...constants, 'LIST', 'STOP']);
    assert.deepEqual(rulesOf(found), Array(4).fill('note pickle.nested-payload'));
    for (const { summary } of found.problems) assert.match(summary, /os\.system/);
  });

  it('keeps numbers as data, whatever they would be as instructions', () => {
    const data: Instruction = ['BINBYTES', 'cos\nsystem\n(tR.'.padEnd(800, '\0')];
    const found = inspect([
      ['PROTO', 3],
      ...arrayProgram(100, dtypeProgram({ name: 'f8' }), [data]),
      'STOP',
    ]);
    assert.deepEqual(
      rulesOf(found).filter((rule) => !rule.startsWith('note')),
      [],
    );
  });

  it('knows types and arrays as dill writes them', () => {
    const set: readonly Instruction[] = [
      ['GLOBAL', 'dill._dill', '_load_type'],
      ['BINUNICODE', 'set'],
      'TUPLE1',
      'REDUCE',
      'EMPTY_LIST',
      'TUPLE1',
      'REDUCE',
      'STOP',
    ];
    const array: readonly Instruction[] = [
      ['PROTO', 4],
      ['GLOBAL', 'dill._dill', '_create_array'],
      'MARK',
      ['GLOBAL', 'numpy.core.multiarray', '_reconstruct'],
      ['GLOBAL', 'numpy', 'ndarray'],
      ['BININT1', 0],
      'TUPLE1',
      ['SHORT_BINBYTES', 'b'],
      'TUPLE3',
      'MARK',
      ['BININT1', 1],
      ['BININT1', 1],
      'TUPLE1',
      ...dtypeProgram({ name: 'f8' }),
      'NEWFALSE',
      ['SHORT_BINBYTES', '\0'.repeat(8)],
      'TUPLE',
      'NONE',
      'TUPLE',
      'REDUCE',
      'STOP',
    ];
    assert.deepEqual(rulesOf(inspect([...set, ...array])), []);
  });
});
