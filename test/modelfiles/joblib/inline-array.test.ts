import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import { assemblePickle, type Instruction } from '../pickle/assemble-pickle.ts';
import { arrayProgram, dtypeProgram, wrapperProgram } from '../pickle/numpy-programs.ts';

const double = dtypeProgram({ name: 'f8' });
const object = dtypeProgram({ name: 'O8', order: '|', flags: 63 });
const DATA = '000000000000f03f00000000000000c0';

async function outcome(program: readonly Instruction[]): Promise<string> {
  const bytes = assemblePickle([['PROTO', 3], ...program]);
  const { format, verdict, rule } = await scanModelFile(bytes);
  return `${format} ${verdict} ${rule}`;
}

describe('arrays of joblib, whose data lie between the instructions', () => {
  it('are gone past, without padding as before 1.2', async () => {
    const program = [...wrapperProgram(2, double, null), ['RAW', DATA], 'STOP'] as const;
    assert.equal(await outcome(program), 'joblib pass explained');
  });

  it('are gone past, with padding', async () => {
    const program = [...wrapperProgram(2, double, 16), ['RAW', `03ffffff${DATA}`], 'STOP'] as const;
    assert.equal(await outcome(program), 'joblib pass explained');
  });

  it('may be several, and other objects in between', async () => {
    const program = [
      'EMPTY_LIST',
      'MARK',
      ...wrapperProgram(2, double, null),
      ['RAW', DATA],
      ['BINUNICODE', 'between'],
      ...wrapperProgram(0, double, 16),
      ['RAW', '01ff'],
      'APPENDS',
      'STOP',
    ] as const;
    assert.equal(await outcome(program), 'joblib pass explained');
  });

  it('of objects are a pickle of their own', async () => {
    const inner = [['PROTO', 3], ...arrayProgram(1, object, ['EMPTY_LIST', 'NONE', 'APPEND'])];
    const program = [
      ...wrapperProgram(1, object, 16),
      ...(inner as readonly Instruction[]),
      'STOP',
      'STOP',
    ];
    assert.equal(await outcome(program), 'joblib pass explained');
  });

  it('of objects are judged as every pickle is', async () => {
    const call: readonly Instruction[] = [
      ['GLOBAL', 'os', 'getcwd'],
      'EMPTY_TUPLE',
      'REDUCE',
      'STOP',
    ];
    const program = [...wrapperProgram(1, object, 16), ...call, 'STOP'];
    assert.equal(await outcome(program), 'joblib fail pickle.forbidden-call');
  });

  const broken: Readonly<Record<string, readonly Instruction[]>> = {
    'padding that holds something else': [
      ...wrapperProgram(2, double, 16),
      ['RAW', `02ff00${DATA}`],
      'STOP',
    ],
    'padding beyond the alignment': [
      ...wrapperProgram(2, double, 16),
      ['RAW', `11${'ff'.repeat(17)}${DATA}`],
      'STOP',
    ],
    'data that end too soon': [...wrapperProgram(2, double, 16), ['RAW', '01ff0000']],
    'a shape beyond every file': [
      ...wrapperProgram(2_000_000_000, double, null),
      ['RAW', DATA],
      'STOP',
    ],
  };
  for (const [what, program] of Object.entries(broken)) {
    it(`are refused: ${what}`, async () => {
      assert.match(await outcome(program), /^joblib fail joblib\.malformed/);
    });
  }
});
