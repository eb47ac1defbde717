import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { digestOf } from '../../src/core/digest.ts';
import { readPolicy } from '../../src/modelfiles/policy/read-policy.ts';
import { scanModelFile } from '../../src/modelfiles/scan-model-file.ts';
import { buildZip } from './containers/zip/build-zip.ts';

/** Content that nobody can tell, and that is no text. */
const OPAQUE = Buffer.from([0, 1, 2, 3, 0xfe, 0xff]);

describe('scanModelFile', () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'credence-model-'));
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('says the same of bytes and of a file that holds them', async () => {
    const bytes = buildZip([
      { name: 'a', content: OPAQUE },
      { name: 'b/../c', content: '' },
    ]);
    const path = join(folder, 'model.zip');
    writeFileSync(path, bytes);
    const report = await scanModelFile(path);
    assert.deepEqual(await scanModelFile(bytes, { name: path }), report);
    assert.equal(report.digest, digestOf(bytes));
    assert.equal(report.bytes, bytes.length);
    assert.equal(report.path, path);
  });

  it('does not pass what it does not know', async () => {
    const report = await scanModelFile(OPAQUE);
    assert.equal(report.verdict, 'inconclusive');
    assert.equal(report.rule, 'scan.unknown-format');
  });

  it('gives an archive the verdict of the worst within it', async () => {
    const inner = buildZip([{ name: '/etc/passwd', content: '' }]);
    const report = await scanModelFile(
      buildZip([
        { name: 'opaque', content: OPAQUE },
        { name: 'inner.zip', content: inner, deflated: true },
      ]),
    );
    assert.equal(report.format, 'zip');
    assert.deepEqual([report.verdict, report.rule], ['fail', 'zip.absolute-name']);
    assert.deepEqual(
      report.members.map(({ path, verdict }) => [path, verdict]),
      [
        ['opaque', 'inconclusive'],
        ['inner.zip', 'fail'],
      ],
    );
    assert.equal(report.members[1]?.digest, digestOf(inner));
  });

  it('verifies what is stored, in the file and in archives within it', async () => {
    const wrong = { local: { crc32: 1 }, central: { crc32: 1 } };
    const broken = buildZip([{ name: 'a', content: 'text', ...wrong }]);
    for (const deflated of [false, true]) {
      const outer = await scanModelFile(buildZip([{ name: 'b.zip', content: broken, deflated }]));
      assert.equal(outer.rule, 'zip.checksum');
      assert.equal(outer.verdict, 'fail');
    }
    assert.equal((await scanModelFile(broken)).rule, 'zip.checksum');
  });

  it('names a member that cannot be unpacked, and goes on with the next', async () => {
    const report = await scanModelFile(
      buildZip([
        { name: 'a', content: 'text', deflated: true, local: { crc32: 1 }, central: { crc32: 1 } },
        { name: 'b', content: OPAQUE },
      ]),
    );
    assert.deepEqual(
      report.members.map(({ rule }) => rule),
      ['member.malformed', 'scan.unknown-format'],
    );
  });

  it('stops where archives lie too deep, and where time is up', async () => {
    let nested = buildZip([{ name: 'a', content: OPAQUE }]);
    for (let level = 0; level < 4; level++) nested = buildZip([{ name: 'z', content: nested }]);
    const limits = { depth: 2 };
    assert.equal((await scanModelFile(nested, { limits })).rule, 'scan.too-deep');
    const late = await scanModelFile(nested, { limits: { milliseconds: -1 } });
    assert.deepEqual([late.verdict, late.rule, late.digest], ['inconclusive', 'scan.limit', null]);
  });

  it('takes a file for an error only where it cannot be opened', async () => {
    await assert.rejects(scanModelFile(join(folder, 'none')), { code: 'FILE_NOT_FOUND' });
    await assert.rejects(scanModelFile(folder), { code: 'FILE_UNREADABLE' });
    await assert.rejects(scanModelFile(OPAQUE, { policy: 'none' }), { code: 'CONFIG_INVALID' });
  });

  it('notes a name that promises something else, and goes by the content', async () => {
    const report = await scanModelFile(buildZip([{ name: 'a', content: OPAQUE }]), {
      name: 'weights.safetensors',
    });
    assert.equal(report.format, 'zip');
    assert.ok(report.findings.some(({ rule }) => rule === 'scan.misleading-name'));
  });

  it('tells every finding apart, also of one rule at one place', async () => {
    const report = await scanModelFile(
      buildZip([
        { name: '/../a', content: '' },
        { name: '/../a', content: '' },
      ]),
    );
    const prints = report.findings.map(({ fingerprint }) => fingerprint);
    assert.ok(prints.length > 3);
    assert.equal(new Set(prints).size, prints.length);
  });

  it('lets nothing but what a person may decide be approved', async () => {
    const archive = buildZip([{ name: '/a', content: OPAQUE }]);
    const policy = readPolicy(
      JSON.stringify({ name: 'mine', files: { [digestOf(archive)]: 'looked at' } }),
    );
    assert.equal((await scanModelFile(archive, { policy })).verdict, 'fail');
  });
});
