import assert from 'node:assert/strict';
import { mkdtempSync, openSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { digestOf } from '../../../src/core/digest.ts';
import { Budget, DEFAULT_LIMITS } from '../../../src/modelfiles/limits.ts';
import { FileSource } from '../../../src/modelfiles/sources/file-source.ts';
import { MemorySource } from '../../../src/modelfiles/sources/memory-source.ts';
import { openFileSource } from '../../../src/modelfiles/sources/open-file.ts';
import { Scratch } from '../../../src/modelfiles/sources/scratch.ts';
import { passOver, type WholeSource } from '../../../src/modelfiles/sources/whole-pass.ts';

/** Longer than a window and than a chunk of a pass, and of no round length. */
const BYTES = Buffer.alloc(2_500_001, 'the quick brown fox jumps over the lazy dog; ');

describe('byte sources', () => {
  let folder: string;
  let path: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'credence-sources-'));
    path = join(folder, 'bytes');
    writeFileSync(path, BYTES);
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  const kinds: Readonly<Record<string, () => { source: WholeSource; close: () => void }>> = {
    memory: () => ({ source: new MemorySource(BYTES), close: () => undefined }),
    file: () => {
      const source = new FileSource(openSync(path, 'r'), path);
      return { source, close: () => source.close() };
    },
    scratch: () => {
      const scratch = new Scratch();
      scratch.hold((sink) => {
        for (let at = 0; at < BYTES.length; at += 65_536) sink(BYTES.subarray(at, at + 65_536));
      });
      return { source: scratch.since(0)[0] as WholeSource, close: () => scratch.release() };
    },
  };

  for (const [kind, open] of Object.entries(kinds)) {
    describe(kind, () => {
      it('reads any range, in any order, also through slices of slices', () => {
        const { source, close } = open();
        const range = fc
          .tuple(fc.nat(BYTES.length), fc.nat(BYTES.length))
          .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
        fc.assert(
          fc.property(range, range, ([start, end], [from, to]) => {
            assert.ok(BYTES.subarray(start, end).equals(source.read(start, end - start)));
            const outer = source.slice(start, BYTES.length - start);
            if (to <= outer.length) {
              const inner = outer.slice(from, to - from);
              const wanted = BYTES.subarray(start + from, start + to);
              assert.ok(wanted.equals(inner.read(0, inner.length)));
            }
          }),
          { numRuns: 50 },
        );
        close();
      });

      it('refuses ranges that leave it', () => {
        const { source, close } = open();
        const part = source.slice(10, 20);
        for (const [offset, length] of [
          [0, 21],
          [21, 0],
          [-1, 2],
          [5, -1],
          [0.5, 1],
        ] as const) {
          assert.throws(() => part.read(offset, length), { code: 'DATA_TRUNCATED' });
          assert.throws(() => part.slice(offset, length), { code: 'DATA_TRUNCATED' });
          assert.throws(() => part.expect({ offset, length, crc32: 0, name: '' }), {
            code: 'DATA_TRUNCATED',
          });
        }
        close();
      });

      it('is hashed and checked in one pass', async () => {
        const { source, close } = open();
        const outer = source.slice(100, 2_000_000);
        outer.expect({
          offset: 0,
          length: outer.length,
          crc32: crc32(BYTES.subarray(100, 2_000_100)),
          name: 'right',
        });
        outer.expect({ offset: 5, length: 1_500_000, crc32: 1, name: 'wrong' });
        source.expect({ offset: source.length, length: 0, crc32: 0, name: 'empty' });
        source.expect({ offset: source.length, length: 0, crc32: 2, name: 'empty and wrong' });
        const { digest, failedChecksums } = await passOver(source, new Budget());
        assert.equal(digest, digestOf(BYTES));
        assert.deepEqual(
          failedChecksums.map(({ name }) => name),
          ['wrong', 'empty and wrong'],
        );
        close();
      });

      it('is not passed over for longer than the file may take', async () => {
        const { source, close } = open();
        const spent = new Budget({ ...DEFAULT_LIMITS, milliseconds: -1 });
        await assert.rejects(passOver(source, spent), { code: 'LIMIT_EXCEEDED' });
        close();
      });
    });
  }

  it('says so when a file becomes shorter while it is read', async () => {
    const shrinking = join(folder, 'shrinking');
    writeFileSync(shrinking, BYTES);
    const source = new FileSource(openSync(shrinking, 'r'), shrinking);
    truncateSync(shrinking, 1_000_000);
    assert.throws(() => source.read(2_000_000, 10), { code: 'FILE_UNREADABLE' });
    await assert.rejects(passOver(source, new Budget()), { code: 'FILE_UNREADABLE' });
    source.close();
  });

  it('says so when a file is written to while it is read', async () => {
    const changing = join(folder, 'changing');
    writeFileSync(changing, BYTES);
    const source = new FileSource(openSync(changing, 'r'), changing);
    writeFileSync(changing, 'other', { flag: 'r+' });
    await assert.rejects(passOver(source, new Budget()), { message: /changed while/ });
    source.close();
  });

  it('turns a failed read into an error of its own', async () => {
    const closed = join(folder, 'closed');
    writeFileSync(closed, BYTES);
    const source = new FileSource(openSync(closed, 'r'), closed);
    source.close();
    assert.throws(() => source.read(0, 10), { code: 'FILE_UNREADABLE' });
    await assert.rejects(passOver(source, new Budget()), { code: 'FILE_UNREADABLE' });
  });

  it('opens regular files only', () => {
    assert.throws(() => openFileSource(join(folder, 'none')), { code: 'FILE_NOT_FOUND' });
    assert.throws(() => openFileSource(folder), { code: 'FILE_UNREADABLE' });
    const source = openFileSource(path);
    assert.equal(source.length, BYTES.length);
    source.close();
  });
});

describe('Scratch', () => {
  const names = (): readonly string[] =>
    readdirSync(tmpdir()).filter((name) => name.startsWith(`credence-${process.pid}-`));
  const large = Buffer.alloc(2 ** 20, 1);

  it('keeps much on disk, under no name, and lets go of it from a mark on', () => {
    const scratch = new Scratch();
    scratch.hold((sink) => sink(Buffer.from('small')));
    const mark = scratch.mark;
    const source = scratch.hold((sink) => {
      for (let piece = 0; piece < 20; piece++) sink(large);
    });
    assert.deepEqual(names(), []);
    assert.deepEqual(Buffer.from(source.read(5 * 2 ** 20, 3)), Buffer.of(1, 1, 1));
    scratch.release(mark);
    assert.throws(() => source.read(0, 1), { code: 'FILE_UNREADABLE' });
    assert.equal(scratch.mark, 1);
  });

  it('holds nothing of what could not be unpacked', () => {
    const scratch = new Scratch();
    assert.throws(
      () =>
        scratch.hold((sink) => {
          for (let piece = 0; piece < 20; piece++) sink(large);
          throw new Error('broken');
        }),
      { message: 'broken' },
    );
    assert.equal(scratch.mark, 0);
    assert.deepEqual(names(), []);
  });
});
