import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import { textPickle } from '../text-pickle.ts';

/** The call comes first, and then an instruction that does not exist. */
const broken = Buffer.concat([
  textPickle('os', 'system', 'id').subarray(0, -1),
  Buffer.from('\xff'),
]);

// nullifAI: the call has run when the stream breaks, and scanners took the error for harmless.
describe('a pickle calls something and then breaks off', () => {
  it('as a file', async () => {
    const report = await scanModelFile(broken);
    assert.deepEqual([report.format, report.verdict], ['pickle', 'fail']);
    assert.ok(report.findings.some(({ rule }) => rule === 'pickle.forbidden-call'));
  });

  it('in a packed stream that breaks off as well', async () => {
    const packed = gzipSync(Buffer.concat([broken, Buffer.alloc(100)]));
    const report = await scanModelFile(packed.subarray(0, -10));
    assert.equal(report.verdict, 'fail');
    assert.ok(report.members[0]?.findings.some(({ rule }) => rule === 'pickle.forbidden-call'));
  });
});
