import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { alignedBuffer } from '../../../src/core/storage/aligned-buffer.ts';
import { nodeFileSystem as files } from '../../../src/core/storage/node-file-system.ts';

const base = mkdtempSync(join(tmpdir(), 'credence-files-'));
after(() => rmSync(base, { recursive: true }));

describe('the file system', () => {
  it('creates what is new only, and follows no link', () => {
    const path = join(base, 'new');
    const file = files.create(path);
    files.write(file, Buffer.from('content'));
    files.flush(file);
    files.close(file);
    assert.equal(readFileSync(path, 'utf8'), 'content');
    assert.throws(() => files.create(path), { code: 'STORAGE_FAILED', at: { file: path } });
    symlinkSync(join(base, 'nowhere'), join(base, 'link'));
    assert.throws(() => files.create(join(base, 'link')), { code: 'STORAGE_FAILED' });
    symlinkSync(path, join(base, 'other link'));
    assert.throws(() => files.open(join(base, 'other link')), {
      code: 'FILE_UNREADABLE',
      hint: /symbolic link/,
    });
  });

  it('opens regular files only, and says what is missing', () => {
    assert.throws(() => files.open(base), { code: 'FILE_UNREADABLE' });
    assert.throws(() => files.open(join(base, 'none')), { code: 'FILE_NOT_FOUND' });
    assert.throws(() => files.open(join(base, 'new', 'below')), { code: 'FILE_UNREADABLE' });
    assert.equal(files.status(join(base, 'none')), null);
    assert.deepEqual(files.list(join(base, 'none')), []);
    assert.equal(files.touch(join(base, 'none')), false);
    files.remove(join(base, 'none'));
  });

  it('writes whole blocks past the cache, or through it where it cannot', () => {
    const path = join(base, 'direct');
    const file = files.create(path, true);
    const buffer = alignedBuffer(65_536).fill('block');
    files.write(file, buffer);
    files.truncate(file, 65_000);
    files.flush(file);
    files.close(file);
    assert.ok(readFileSync(path).equals(buffer.subarray(0, 65_000)));
  });
});
