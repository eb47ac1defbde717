import assert from 'node:assert/strict';
import { it } from 'node:test';
import { crc32 } from 'node:zlib';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import { u32, u64 } from '../bytes.ts';
import { textPickle } from '../text-pickle.ts';

/** A 7z file that stores its content as it is; what follows it does not matter here. */
function sevenZip(content: Uint8Array): Buffer {
  const startHeader = Buffer.concat([u64(content.length), u64(0), u32(0)]);
  return Buffer.concat([
    Buffer.from('7z\xbc\xaf\x27\x1c\0\x04', 'latin1'),
    u32(crc32(startHeader)),
    startHeader,
    content,
  ]);
}

const payload = textPickle('os', 'system', 'id');

// nullifAI (February 2025): models were published as 7z, which PyTorch refuses and scanners skipped.
it('a model is packed as 7z', async () => {
  const report = await scanModelFile(sevenZip(payload), { name: 'pytorch_model.bin' });
  assert.deepEqual(
    [report.format, report.verdict, report.rule],
    ['seven-zip', 'fail', 'seven-zip.refused'],
  );
});

it('a 7z file lies behind other bytes, where unpackers still find it', async () => {
  const front = Buffer.from('a text that explains itself\n');
  const report = await scanModelFile(Buffer.concat([front, sevenZip(payload)]), {
    name: 'notes.txt',
  });
  assert.equal(report.verdict, 'fail');
  assert.deepEqual(
    report.findings
      .map(({ rule, offset }) => [rule, offset])
      .filter(([rule]) => rule === 'scan.polyglot'),
    [['scan.polyglot', front.length]],
  );
});

it('a 7z file lies behind the signature of one that is none', async () => {
  const decoy = Buffer.from('a text with 7z\xbc\xaf\x27\x1c in it', 'latin1');
  const report = await scanModelFile(Buffer.concat([decoy, sevenZip(payload)]));
  const found = report.findings.find(({ rule }) => rule === 'scan.polyglot');
  assert.equal(found?.offset, decoy.length);
});

it('its signature alone makes no archive', async () => {
  const text = Buffer.from('the signature 7z\xbc\xaf\x27\x1c', 'latin1');
  const report = await scanModelFile(Buffer.concat([text, Buffer.alloc(40)]));
  assert.ok(report.findings.every(({ rule }) => rule !== 'scan.polyglot'));
});
