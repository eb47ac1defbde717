import assert from 'node:assert/strict';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Digest, digestOf } from '../../src/core/digest.ts';
import { FileObjectStore } from '../../src/vault/file-object-store.ts';
import { objectPath } from '../../src/vault/object-path.ts';
import type { VaultProblem } from '../../src/vault/object-store.ts';

const base = mkdtempSync(join(tmpdir(), 'credence-vault-attacks-'));
const original = join(base, 'original');
const small = Array.from({ length: 20 }, (_, index) => `small object ${index}`);
const large = Buffer.alloc(2_500_000, 'large ');
const digests = [...small, large].map((each) => digestOf(each));
let copies = 0;

before(async () => {
  const store = FileObjectStore.open(original, { threads: 0 });
  await store.putAll([...small, large].map((bytes) => ({ bytes })));
});
after(() => rmSync(base, { recursive: true }));

/** A copy of the vault, damaged. */
function damaged(attack: (folder: string) => void): FileObjectStore {
  copies += 1;
  const folder = join(base, `copy-${copies}`);
  cpSync(original, folder, { recursive: true });
  attack(folder);
  return FileObjectStore.open(folder, { threads: 0 });
}

function packIn(folder: string): string {
  const [name] = readdirSync(join(folder, 'packs'));
  return join(folder, 'packs', name ?? assert.fail('no pack'));
}

function rewrite(path: string, change: (bytes: Buffer) => Buffer): void {
  const bytes = readFileSync(path);
  chmodSync(path, 0o644);
  writeFileSync(path, change(bytes));
}

function flipped(at: number): (bytes: Buffer) => Buffer {
  return (bytes) => {
    bytes[at] = (bytes[at] ?? 0) ^ 4;
    return bytes;
  };
}

async function problemsOf(store: FileObjectStore): Promise<readonly VaultProblem[]> {
  return (await store.verify()).problems;
}

/** Reads everything; whatever is given back must be right. */
async function unreadable(store: FileObjectStore): Promise<Digest[]> {
  const failed: Digest[] = [];
  for (const digest of digests) {
    try {
      assert.equal(digestOf(await store.bytes(digest)), digest);
    } catch (error) {
      assert.ok(error instanceof Error && 'code' in error, String(error));
      failed.push(digest);
    }
  }
  return failed;
}

describe('a vault', () => {
  it('names an object whose file has a flipped byte, and never gives its end away', async () => {
    for (const at of [0, 1_048_576, 2_499_999]) {
      const digest = digestOf(large);
      const store = damaged((folder) => rewrite(objectPath(folder, digest), flipped(at)));
      const [problem, ...others] = await problemsOf(store);
      assert.deepEqual([problem?.kind, problem?.digest, others], ['altered', digest, []]);
      await assert.rejects(store.bytes(digest), {
        code: 'INTEGRITY_FAILED',
        at: { file: objectPath(store.folder, digest) },
      });
      let read = 0;
      await assert.rejects(async () => {
        for await (const piece of store.read(digest)) read += piece.length;
      });
      assert.ok(read < large.length);
    }
  });

  it('never verifies with a flipped byte anywhere in a pack', async () => {
    const { length } = readFileSync(packIn(original));
    for (let at = 0; at < length; at += 37) {
      const store = damaged((folder) => rewrite(packIn(folder), flipped(at)));
      const problems = await problemsOf(store);
      assert.ok(problems.length > 0, `byte ${at}`);
      for (const problem of problems) assert.ok(problem.path.endsWith('.pack'));
      await unreadable(store);
    }
  });

  it('reads on where only the index of a pack was damaged or is missing', async () => {
    const { length } = readFileSync(packIn(original));
    for (const change of [
      flipped(length - 1),
      flipped(length - 100),
      flipped(length - 40),
      (bytes: Buffer) => bytes.subarray(0, length - 20 * 44 - 44),
      (bytes: Buffer) => bytes.subarray(0, length - 1),
    ]) {
      const store = damaged((folder) => rewrite(packIn(folder), change));
      assert.deepEqual(await unreadable(store), []);
      assert.ok((await problemsOf(store)).some(({ kind }) => kind === 'damaged-index'));
    }
  });

  it('names what a truncated file lost', async () => {
    const digest = digestOf(large);
    const store = damaged((folder) => {
      truncateSync(objectPath(folder, digest), 1000);
      truncateSync(packIn(folder), 200);
    });
    const lost = await unreadable(store);
    assert.ok(lost.includes(digest) && lost.length > 10);
    assert.ok((await problemsOf(store)).some((problem) => problem.digest === digest));
    const named = await store.verify(digests);
    assert.deepEqual(new Set(named.problems.map((problem) => problem.digest)), new Set(lost));
  });

  it('does not follow a link in an object’s place', async () => {
    const digest = digestOf(large);
    const store = damaged((folder) => {
      const path = objectPath(folder, digest);
      renameSync(path, join(folder, '..', `moved-${copies}`));
      symlinkSync(join(folder, '..', `moved-${copies}`), path);
    });
    assert.deepEqual(await unreadable(store), [digest]);
    assert.deepEqual(
      (await problemsOf(store)).map(({ kind }) => kind),
      ['unreadable'],
    );
  });

  it('does not take one object for another', async () => {
    const digest = digestOf(large);
    const other = digestOf('something else');
    const store = damaged((folder) => {
      mkdirSync(join(objectPath(folder, other), '..'), { recursive: true });
      cpSync(objectPath(folder, digest), objectPath(folder, other));
    });
    await assert.rejects(store.bytes(other), { code: 'INTEGRITY_FAILED' });
    assert.deepEqual(
      (await problemsOf(store)).map((problem) => problem.digest),
      [other],
    );
  });

  it('tells of files that are no objects, and reads none of them', async () => {
    const hex = digestOf(large).slice(7);
    const strays = [
      'README',
      `${hex.slice(0, 2)}/${hex.toUpperCase()}`,
      `${hex.slice(0, 2)}/${hex}.bak`,
      `${hex.slice(0, 2)}/${hex.slice(0, 63)}`,
      `packs/${hex}`,
      `packs/${hex.toUpperCase()}.pack`,
    ];
    const store = damaged((folder) => {
      for (const path of strays) writeFileSync(join(folder, path), large);
      mkdirSync(join(folder, 'AB'));
    });
    const report = await store.verify();
    const expected = [...strays, 'AB'].map((path) => join(store.folder, path));
    assert.deepEqual(report.strays.toSorted(), expected.toSorted());
    assert.deepEqual([report.problems, report.objects], [[], 21]);
    const upper = `sha256:${hex.toUpperCase()}` as Digest;
    await assert.rejects(store.size(upper), { code: 'USAGE' });
  });

  it('is not led out of its folder by a digest that is none', async () => {
    const store = damaged(() => undefined);
    const path = `sha256:../../${'a'.repeat(50)}` as Digest;
    await assert.rejects(store.bytes(path), { code: 'USAGE' });
  });

  it('mends what is put again', async () => {
    const digest = digestOf(large);
    const store = damaged((folder) => {
      rewrite(objectPath(folder, digest), flipped(5));
      rewrite(packIn(folder), flipped(50));
    });
    assert.equal((await unreadable(store)).length, 2);
    await store.putAll([...small, large].map((bytes) => ({ bytes })));
    assert.deepEqual(await unreadable(store), []);
  });

  it('ignores what a crashed writer left, and sweeps it', async () => {
    const store = damaged((folder) => {
      for (const name of readdirSync(join(folder, 'scratch')))
        assert.fail(`${name} was left without a crash`);
      writeFileSync(join(folder, 'scratch', 'half-written'), 'half');
      const old = new Date(Date.now() - 48 * 3_600_000);
      utimesSync(join(folder, 'scratch', 'half-written'), old, old);
      renameSync(
        objectPath(folder, digestOf(large)),
        join(folder, 'trash', digestOf(large).slice(7)),
      );
    });
    assert.deepEqual(readdirSync(join(store.folder, 'scratch')), []);
    assert.deepEqual(readdirSync(join(store.folder, 'trash')), []);
    assert.deepEqual(await unreadable(store), []);
    assert.deepEqual(await problemsOf(store), []);
  });
});
