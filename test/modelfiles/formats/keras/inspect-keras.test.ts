import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scanModelFile } from '../../../../src/modelfiles/scan-model-file.ts';
import { buildZip, type ZipMember } from '../../containers/zip/build-zip.ts';
import { buildHdf5 } from '../hdf5/build-hdf5.ts';

function archive(config: unknown, more: readonly ZipMember[] = []): Buffer {
  return buildZip([
    { name: 'metadata.json', content: '{"keras_version": "3.15.1"}', deflated: true },
    { name: 'config.json', content: JSON.stringify(config), deflated: true },
    { name: 'model.weights.h5', content: buildHdf5({ children: { layers: {} } }) },
    ...more,
  ]);
}

const DENSE = { module: 'keras.layers', class_name: 'Dense', config: {}, registered_name: null };

describe('inspectKeras', () => {
  it('passes a model whose parts all pass', async () => {
    const assets = [{ name: 'assets/vocabulary.txt', content: 'a\nb\n' }];
    const report = await scanModelFile(archive(DENSE, assets));
    assert.deepEqual([report.format, report.verdict], ['keras', 'pass']);
    assert.equal(report.members.length, 4);
  });

  it('refuses a model whose configuration is refused', async () => {
    const report = await scanModelFile(archive({ ...DENSE, class_name: 'Lambda' }));
    assert.deepEqual([report.verdict, report.rule], ['fail', 'keras.forbidden-class']);
  });

  it('notes what Keras neither writes nor reads, and judges it', async () => {
    const report = await scanModelFile(archive(DENSE, [{ name: 'extra.txt', content: 'x' }]));
    assert.equal(report.verdict, 'pass');
    assert.ok(report.findings.some(({ rule }) => rule === 'keras.extra-member'));
    const pickle = { name: 'assets/x', content: Buffer.from('\x80\x02cos\nsystem\n.', 'latin1') };
    assert.notEqual((await scanModelFile(archive(DENSE, [pickle]))).verdict, 'pass');
  });
});
