import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import { u32, u64 } from '../bytes.ts';
import { buildTar, type TarPiece } from '../containers/tar/build-tar.ts';
import { assemblePickle, type Instruction } from '../pickle/assemble-pickle.ts';
import { textPickle } from '../text-pickle.ts';

const program = (...instructions: readonly Instruction[]): Buffer =>
  Buffer.from(assemblePickle([['PROTO', 2], ...instructions, 'STOP']));

/** As `torch.save` wrote it until 0.1.9: raw numbers follow the pickles that describe them. */
const STORAGES = Buffer.concat([
  program(['BININT1', 1]),
  program(['BININT1', 7], ['BINUNICODE', 'cpu'], ['GLOBAL', 'torch', 'FloatStorage'], 'TUPLE3'),
  u64(2),
  Buffer.alloc(8),
]);
const TENSORS = Buffer.concat([
  program(['BININT1', 1]),
  program(['BININT1', 8], ['BININT1', 7], ['GLOBAL', 'torch', 'FloatTensor'], 'TUPLE3'),
  ...[u32(1), u32(0), u64(2), u64(1), u64(0)],
]);

function oldFile(object: Uint8Array): Buffer {
  const pieces: readonly TarPiece[] = [
    { name: 'sys_info', content: program('EMPTY_DICT') },
    { name: 'pickle', content: object },
    { name: 'tensors', content: TENSORS },
    { name: 'storages', content: STORAGES },
  ];
  return buildTar(pieces);
}

describe('files of PyTorch before 0.1.10, which are tar archives', () => {
  it('are refused: no policy knows their persistent ids, and numbers lie behind pickles', async () => {
    const report = await scanModelFile(oldFile(program(['BININT1', 8], 'BINPERSID')));
    assert.deepEqual([report.format, report.verdict], ['tar', 'fail']);
    const members = report.members.map(({ path, verdict, rule }) => [path, verdict, rule]);
    assert.deepEqual(members, [
      ['sys_info', 'pass', 'explained'],
      ['pickle', 'fail', 'pickle.persistent-id'],
      ['tensors', 'fail', 'pickle.forbidden-name'],
      ['storages', 'fail', 'pickle.trailing-bytes'],
    ]);
  });

  it('show what their object would call', async () => {
    const report = await scanModelFile(oldFile(textPickle('os', 'system', 'id')));
    assert.match(report.members[1]?.program ?? '', /os\.system\('id'\)/);
  });
});
