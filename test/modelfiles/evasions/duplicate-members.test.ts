import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import { buildTar } from '../containers/tar/build-tar.ts';
import { buildZip } from '../containers/zip/build-zip.ts';
import { textPickle } from '../text-pickle.ts';

// The first of two members is what one reader loads and a scanner sees, the last what another does.
describe('two members have the same name', () => {
  const pairs: readonly (readonly [string, string])[] = [
    ['model/data.pkl', 'model/data.pkl'],
    ['model/data.pkl', 'MODEL/data.pkl'],
    ['model/data.pkl', 'model\\data.pkl'],
    ['model/data.pkl', 'model//data.pkl'],
    ['model/\u00e4.pkl', 'model/a\u0308.pkl'],
  ];

  for (const [first, second] of pairs) {
    it(`zip: ${JSON.stringify(second)}`, async () => {
      const flags = { flags: 0x800 };
      const members = [
        { name: first, content: Buffer.from('N.'), local: flags, central: flags },
        { name: second, content: textPickle('os', 'system', 'id'), local: flags, central: flags },
      ];
      const report = await scanModelFile(buildZip(members));
      assert.equal(report.verdict, 'fail');
      assert.ok(report.findings.some(({ rule }) => rule === 'zip.duplicate-name'));
    });

    it(`tar: ${JSON.stringify(second)}`, async () => {
      const report = await scanModelFile(buildTar([{ name: first }, { name: second }]));
      assert.ok(report.findings.some(({ rule }) => rule === 'tar.duplicate-name'));
    });
  }
});
