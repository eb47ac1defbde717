import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { scanModelPaths } from '../../../src/modelfiles/scan-model-paths.ts';
import { externalTensor, onnxModel } from '../formats/onnx/build-onnx.ts';
import { textPickle } from '../text-pickle.ts';

/** Bytes that mean nothing by themselves. */
const DATA = Buffer.alloc(8, 0xfe);

describe('files that a model beside them explains', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'credence-companions-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function write(name: string, content: Uint8Array): string {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  function writeModel(entries: Readonly<Record<string, string>>, name = 'model.onnx'): string {
    return write(name, onnxModel({ tensors: [externalTensor(entries)] }));
  }

  async function verdicts(paths: readonly string[]): Promise<readonly string[]> {
    const { files } = await scanModelPaths(paths);
    return files.map(({ path, format, verdict, rule }) =>
      [path.slice(folder.length + 1), format, verdict, ...(verdict === 'pass' ? [] : [rule])].join(
        ' ',
      ),
    );
  }

  it('pass where it explains them to the byte', async () => {
    writeModel({ location: 'data/weights', offset: '0', length: '8' });
    write('data/weights', DATA);
    assert.deepEqual(await verdicts([folder]), [
      'data/weights tensor-data pass',
      'model.onnx onnx pass',
    ]);
  });

  it('are looked at, too, where only the model is given', async () => {
    const model = writeModel({ location: 'weights', offset: '0', length: '8' });
    write('weights', DATA);
    assert.deepEqual(await verdicts([model]), ['model.onnx onnx pass', 'weights tensor-data pass']);
  });

  it('may be explained by several models', async () => {
    writeModel({ location: 'weights', offset: '0', length: '8' });
    writeModel({ location: 'weights', offset: '8', length: '8' }, 'other.onnx');
    write('weights', Buffer.concat([DATA, DATA]));
    assert.ok((await verdicts([folder])).includes('weights tensor-data pass'));
  });

  it('fail where bytes are left over, or missing', async () => {
    writeModel({ location: 'weights', offset: '0', length: '8' });
    for (const data of [DATA.subarray(1), Buffer.concat([DATA, DATA])]) {
      write('weights', data);
      assert.ok((await verdicts([folder])).includes('weights unknown fail scan.hidden-bytes'));
    }
  });

  it('are judged by what they are where they are something', async () => {
    writeModel({ location: 'weights', offset: '0', length: '8' });
    write('weights', textPickle('os', 'system', 'id'));
    const [, weights] = await verdicts([folder]);
    assert.match(weights ?? '', /^weights pickle fail pickle\./);
  });

  it('are inconclusive where they are not there, or lie elsewhere', async () => {
    const model = writeModel({ location: 'weights', offset: '0', length: '8' }, 'a/model.onnx');
    const wanted = [
      'a/model.onnx onnx pass',
      'a/weights unknown inconclusive scan.missing-companion',
    ];
    assert.deepEqual(await verdicts([model]), wanted);
    write('elsewhere', DATA);
    symlinkSync('../elsewhere', join(folder, 'a/weights'));
    assert.deepEqual(await verdicts([model]), wanted);
  });

  it('lie among the blobs of a cache', async () => {
    const snapshot = 'models--org--name/snapshots/0123';
    writeModel({ location: 'weights', offset: '0', length: '8' }, `${snapshot}/model.onnx`);
    write('models--org--name/blobs/aaaa', DATA);
    symlinkSync('../../blobs/aaaa', join(folder, `${snapshot}/weights`));
    assert.deepEqual(await verdicts([join(folder, snapshot)]), [
      `${snapshot}/model.onnx onnx pass`,
      `${snapshot}/weights tensor-data pass`,
    ]);
  });
});
