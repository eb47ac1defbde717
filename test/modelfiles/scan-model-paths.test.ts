import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { ModelScanReport } from '../../src/findings/model-file-report.ts';
import { builtInPolicy } from '../../src/modelfiles/policy/built-in-policy.ts';
import { scanModelPaths } from '../../src/modelfiles/scan-model-paths.ts';
import { buildNpy } from './formats/npy/build-npy.ts';

const FINE = buildNpy(Buffer.alloc(8));
const BROKEN = buildNpy(Buffer.alloc(9));

describe('scanModelPaths', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'credence-paths-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function write(name: string, content: Uint8Array | string): string {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  function link(target: string, name: string): void {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(target, path);
  }

  function verdicts(report: ModelScanReport): Readonly<Record<string, string>> {
    return Object.fromEntries(
      report.files.map(({ path, verdict, rule }) => [
        path.slice(folder.length + 1),
        verdict === 'pass' ? verdict : `${verdict} ${rule}`,
      ]),
    );
  }

  it('scans files, and says what decided', async () => {
    const paths = [write('a.npy', FINE), write('b.npy', BROKEN), write('c.npy', FINE)];
    const report = await scanModelPaths(paths);
    assert.equal(report.verdict, 'fail');
    assert.deepEqual(report.rules, [
      { rule: 'npy.trailing-bytes', verdict: 'fail', reason: '1 file must not be loaded.' },
      { rule: 'explained', verdict: 'pass', reason: '2 files are explained to the byte.' },
    ]);
    const { name, digest } = builtInPolicy('data-only');
    assert.deepEqual(report.policy, { name, digest });
    assert.equal(report.program.name, 'credence');
  });

  it('scans everything below a folder, but for version control', async () => {
    write('a.npy', FINE);
    write('.hidden/b.npy', BROKEN);
    write('x/y/.git/c.npy', BROKEN);
    const report = await scanModelPaths([folder]);
    assert.deepEqual(verdicts(report), {
      'a.npy': 'pass',
      '.hidden/b.npy': 'fail npy.trailing-bytes',
    });
    assert.deepEqual(report.limits, [`Version control: ${join(folder, 'x/y/.git')}`]);
  });

  it('scans what a glob matches', async () => {
    write('a.npy', FINE);
    write('b.txt', 'text');
    assert.deepEqual(verdicts(await scanModelPaths([join(folder, '*.npy')])), { 'a.npy': 'pass' });
  });

  it('takes a path that exists for what it is, whatever it looks like', async () => {
    const path = write('[a].npy', FINE);
    assert.deepEqual(verdicts(await scanModelPaths([path])), { '[a].npy': 'pass' });
  });

  it('scans a file once that is given twice', async () => {
    const path = write('a.npy', FINE);
    assert.equal((await scanModelPaths([path, path, folder])).files.length, 1);
  });

  it('does not pass where there is nothing', async () => {
    mkdirSync(join(folder, 'empty'));
    const report = await scanModelPaths([join(folder, 'empty')]);
    assert.equal(report.verdict, 'inconclusive');
    assert.deepEqual(verdicts(report), { empty: 'inconclusive scan.empty-folder' });
    for (const name of ['none.npy', '*.gguf']) {
      await assert.rejects(scanModelPaths([folder, join(folder, name)]), {
        code: 'FILE_NOT_FOUND',
      });
    }
    assert.deepEqual(
      (await scanModelPaths([])).rules.map(({ rule }) => rule),
      ['nothing-matched'],
    );
  });

  it('does not pass an empty model, or one that has not been fetched', async () => {
    write('a.safetensors', '');
    write('__init__.py', '');
    write(
      'b.bin',
      `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12\n`,
    );
    assert.deepEqual(verdicts(await scanModelPaths([folder])), {
      'a.safetensors': 'inconclusive scan.empty-file',
      '__init__.py': 'pass',
      'b.bin': 'inconclusive scan.lfs-pointer',
    });
  });

  it('goes on where a file cannot be scanned', async () => {
    write('a.npy', FINE);
    symlinkSync('none', join(folder, 'broken'));
    assert.deepEqual(verdicts(await scanModelPaths([folder])), {
      'a.npy': 'pass',
      broken: 'inconclusive scan.unreadable',
    });
  });

  it('waits for no pipe, reads no device, and follows no link in a circle', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe.pkl')]);
    link('b', 'a');
    link('a', 'b');
    link('.', 'self');
    write('c.npy', FINE);
    assert.deepEqual(verdicts(await scanModelPaths([folder])), {
      a: 'inconclusive scan.unreadable',
      b: 'inconclusive scan.unreadable',
      'c.npy': 'pass',
      'pipe.pkl': 'inconclusive scan.special-file',
    });
    const given = [join(folder, 'a'), join(folder, 'pipe.pkl'), '/dev/zero'];
    assert.deepEqual(
      (await scanModelPaths(given)).files.map(({ verdict }) => verdict),
      ['inconclusive', 'inconclusive', 'inconclusive'],
    );
  });

  it('keeps count of thousands of files, whatever they are called', async () => {
    for (let number = 0; number < 2_000; number++) write(`${number}\n\u202e.npy`, FINE);
    const { files, verdict } = await scanModelPaths([folder]);
    assert.deepEqual([files.length, verdict], [2_000, 'pass']);
  });

  it('follows links within the folder, and none that leads out of it', async () => {
    write('models/a.npy', FINE);
    write('outside.npy', FINE);
    link('a.npy', 'models/same.npy');
    link('../models', 'models/loop');
    link('../outside.npy', 'models/out.npy');
    link('nowhere', 'models/broken');
    assert.deepEqual(verdicts(await scanModelPaths([join(folder, 'models')])), {
      'models/a.npy': 'pass',
      'models/same.npy': 'pass',
      'models/out.npy': 'inconclusive scan.link-outside',
      'models/broken': 'inconclusive scan.unreadable',
    });
  });

  describe('with a Hugging Face cache', () => {
    const repository = 'models--org--name';
    const snapshot = `${repository}/snapshots/0123`;

    beforeEach(() => {
      write(`${repository}/blobs/aaaa`, FINE);
      write(`${repository}/blobs/bbbb`, 'print(1)\n');
      write(`${repository}/blobs/cccc`, BROKEN);
      write(`${repository}/refs/main`, '0123');
      link('../../blobs/aaaa', `${snapshot}/a.npy`);
      link('../../../blobs/bbbb', `${snapshot}/x/modeling.py`);
    });

    it('scans blobs once, under the names of the snapshot, and those that no snapshot names', async () => {
      const report = await scanModelPaths([folder]);
      assert.deepEqual(
        report.files.map(({ path, format }) => [path.slice(folder.length + 1), format]),
        [
          [`${repository}/blobs/cccc`, 'npy'],
          [`${repository}/refs/main`, 'text'],
          [`${snapshot}/a.npy`, 'npy'],
          [`${snapshot}/x/modeling.py`, 'python-source'],
        ],
      );
    });

    it('scans a snapshot by itself', async () => {
      const report = await scanModelPaths([join(folder, snapshot)]);
      assert.deepEqual(
        report.files.map(({ format }) => format),
        ['npy', 'python-source'],
      );
    });

    it('does not follow a snapshot out of its repository', async () => {
      write('elsewhere.npy', FINE);
      link('../../../elsewhere.npy', `${snapshot}/b.npy`);
      const report = await scanModelPaths([join(folder, snapshot)]);
      assert.equal(verdicts(report)[`${snapshot}/b.npy`], 'inconclusive scan.link-outside');
    });
  });

  describe('with a stream', () => {
    it('scans what comes through it', async () => {
      const report = await scanModelPaths(['-'], {
        input: Readable.from([FINE.subarray(0, 50), FINE.subarray(50)]),
      });
      assert.deepEqual(
        report.files.map(({ path, format, verdict }) => [path, format, verdict]),
        [['standard input', 'npy', 'pass']],
      );
    });

    it('does not pass one that is too long, breaks or is empty', async () => {
      const limits = { unpackedBytes: 10 };
      const broken = new Readable({
        read(): void {
          this.destroy(new Error('broken pipe'));
        },
      });
      const reports = [
        await scanModelPaths(['-'], { input: Readable.from([FINE]), limits }),
        await scanModelPaths(['-'], { input: broken }),
        await scanModelPaths(['-'], { input: Readable.from([]) }),
      ];
      assert.deepEqual(
        reports.map(({ files }) => files[0]?.rule),
        ['scan.limit', 'scan.unsupported', 'scan.empty-file'],
      );
    });

    it('needs one to be given', async () => {
      await assert.rejects(scanModelPaths(['-']), { code: 'USAGE' });
    });
  });

  it('can be cancelled, and tells how far it is', async () => {
    const controller = new AbortController();
    const paths = [write('a.npy', FINE), write('b.npy', FINE)];
    const seen: string[] = [];
    const progress = (path: string, done: number, all: number): void => {
      seen.push(`${path.slice(folder.length + 1)} ${done}/${all}`);
      if (done === 1) controller.abort();
    };
    await assert.rejects(scanModelPaths(paths, { signal: controller.signal, progress }), {
      code: 'CANCELLED',
    });
    assert.deepEqual(seen, ['a.npy 0/2', 'b.npy 1/2']);
  });
});
