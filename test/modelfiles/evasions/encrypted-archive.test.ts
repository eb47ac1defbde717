import assert from 'node:assert/strict';
import { createCipheriv } from 'node:crypto';
import { describe, it } from 'node:test';
import { crc32, deflateRawSync } from 'node:zlib';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import { buildZip } from '../containers/zip/build-zip.ts';
import { textPickle } from '../text-pickle.ts';

// Passwords hide a payload from scanners; the one who unpacks has it in the mail that came with it.
describe('an archive is encrypted', () => {
  const content = textPickle('os', 'system', 'id'.repeat(100));
  for (const [what, plain, method] of [
    ['stored', content, 0],
    ['deflated', deflateRawSync(content), 8],
  ] as const) {
    it(`${what}: it is refused for that, and not for a checksum`, async () => {
      const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16, 7), Buffer.alloc(16));
      const packed = Buffer.concat([Buffer.alloc(12, 0x5a), cipher.update(plain)]);
      const header = {
        ...{ flags: 1, method, crc32: crc32(content) },
        ...{ size: content.length, packedSize: packed.length },
      };
      const member = { name: 'model.pkl', content: '', packed, local: header, central: header };
      const report = await scanModelFile(buildZip([member]));
      assert.deepEqual([report.verdict, report.rule], ['fail', 'zip.encrypted']);
      const rules = report.findings.map(({ rule }) => rule);
      assert.ok(!rules.includes('zip.checksum'), rules.join());
    });
  }
});
