import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import { type Digest, digestOf } from '../../../src/core/digest.ts';
import type { ObjectSource, ObjectStore } from '../../../src/vault/object-store.ts';

/** Makes an empty store of the implementation under test. */
export type MakeStore = () => ObjectStore;

async function* streamOf(...pieces: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield await Promise.resolve(Buffer.from(piece));
}

function filled(length: number, seed: number): Buffer {
  return Buffer.alloc(length, `${seed} `);
}

/** What every store of objects must do. */
export function objectStoreContract(name: string, makeStore: MakeStore): void {
  describe(`${name} as an object store`, () => {
    let store: ObjectStore;
    const folder = mkdtempSync(join(tmpdir(), 'credence-sources-'));
    const file = (path: string, content: Uint8Array | string): { readonly path: string } => {
      writeFileSync(join(folder, path), content);
      return { path: join(folder, path) };
    };
    beforeEach(() => {
      store = makeStore();
    });
    afterEach(() => store.close());
    after(() => rmSync(folder, { recursive: true }));

    it('gives back what was put, whatever its size and source', async () => {
      for (const length of [0, 1, 1000, 256 * 1024, 256 * 1024 + 1, 3 * 1024 * 1024 + 17]) {
        const content = filled(length, length);
        const sources: ObjectSource[] = [
          { bytes: content },
          file(`size-${length}`, content),
          { stream: streamOf(content.toString(), '') },
        ];
        for (const source of sources) {
          const stored = await store.put(source);
          assert.deepEqual(stored, { digest: digestOf(content), size: length });
          assert.equal(await store.size(stored.digest), length);
          assert.ok((await store.bytes(stored.digest)).equals(content));
        }
      }
    });

    it('gives back batches in their order, duplicates included', async () => {
      const contents = fc.array(fc.string({ maxLength: 5 }), { maxLength: 60 });
      const property = fc.asyncProperty(contents, async (texts) => {
        const stored = await store.putAll(texts.map((bytes) => ({ bytes })));
        assert.deepEqual(
          stored.map(({ digest }) => digest),
          texts.map((text) => digestOf(text)),
        );
        for (const text of texts)
          assert.equal((await store.bytes(digestOf(text))).toString(), text);
      });
      await fc.assert(property, { numRuns: 15 });
    });

    it('takes sources of all kinds in one batch, also as they come', async () => {
      async function* sources(): AsyncGenerator<ObjectSource> {
        yield await Promise.resolve({ bytes: 'one' });
        yield file('two', 'two');
        yield { stream: streamOf('th', 'ree') };
        for (let index = 0; index < 40; index += 1) yield file(`many-${index}`, `many ${index}`);
      }
      const stored = await store.putAll(sources());
      assert.deepEqual(
        stored.slice(0, 4).map(({ digest }) => digest),
        ['one', 'two', 'three', 'many 0'].map((text) => digestOf(text)),
      );
      assert.equal(stored.length, 43);
      assert.equal((await store.bytes(digestOf('many 39'))).toString(), 'many 39');
    });

    it('takes batches at once without mixing them', async () => {
      const batches = ['a', 'b', 'c'].map((name) =>
        store.putAll(Array.from({ length: 30 }, (_, index) => ({ bytes: `${name}${index}` }))),
      );
      const failing = store.putAll([{ bytes: 'x' }, { path: join(folder, 'missing') }]);
      await assert.rejects(failing, { code: 'FILE_NOT_FOUND' });
      for (const [index, stored] of (await Promise.all(batches)).entries())
        assert.equal(stored[29]?.digest, digestOf(`${'abc'[index]}29`));
    });

    it('lists what it holds', async () => {
      const texts = Array.from({ length: 50 }, (_, index) => `listed ${index}`);
      await store.putAll(texts.map((bytes) => ({ bytes })));
      await store.put({ bytes: 'alone' });
      const listed = new Set<Digest>(await Array.fromAsync(store.list()));
      assert.deepEqual(listed, new Set([...texts, 'alone'].map((text) => digestOf(text))));
    });

    it('says what it does not hold', async () => {
      const digest = digestOf('never put');
      assert.equal(await store.size(digest), null);
      await assert.rejects(store.bytes(digest), { code: 'NOT_FOUND' });
      await assert.rejects(Array.fromAsync(store.read(digest)), { code: 'NOT_FOUND' });
      const { problems } = await store.verify([digest]);
      assert.deepEqual(
        problems.map((problem) => [problem.kind, problem.digest]),
        [['missing', digest]],
      );
    });

    it('refuses what was not expected, and keeps nothing of it', async () => {
      const expected = digestOf('promised');
      const large = filled(500_000, 1);
      const sources: ObjectSource[] = [
        { bytes: 'other', expected },
        { ...file('other', 'other'), expected },
        { ...file('large', large), expected },
        { stream: streamOf('oth', 'er'), expected },
        { stream: streamOf(large.toString()), expected },
      ];
      for (const source of sources)
        await assert.rejects(store.put(source), { code: 'INTEGRITY_FAILED' });
      assert.equal(await store.size(digestOf('other')), null);
      assert.equal(await store.size(digestOf(large)), null);
      await store.put({ bytes: 'promised', expected });
    });

    it('stores nothing of a batch that fails', async () => {
      const many = Array.from({ length: 40 }, (_, index) => ({ bytes: `of a batch ${index}` }));
      const sources = [...many, file('big', filled(400_000, 2)), { path: join(folder, 'no') }];
      await assert.rejects(store.putAll(sources), {
        code: 'FILE_NOT_FOUND',
        at: { file: join(folder, 'no') },
      });
      assert.deepEqual(await Array.fromAsync(store.list()), []);
      await store.put({ bytes: 'after' });
      assert.deepEqual(await Array.fromAsync(store.list()), [digestOf('after')]);
    });

    it('passes on the error of a stream that breaks', async () => {
      async function* broken(): AsyncGenerator<Uint8Array> {
        yield await Promise.resolve(filled(300_000, 3));
        throw new Error('connection lost');
      }
      await assert.rejects(store.put({ stream: broken() }), /connection lost/);
      assert.deepEqual(await Array.fromAsync(store.list()), []);
    });

    it('reads regular files only', async () => {
      symlinkSync(file('target', 'x').path, join(folder, 'link'));
      mkdirSync(join(folder, 'folder'));
      for (const name of ['link', 'folder'])
        await assert.rejects(store.put({ path: join(folder, name) }), { code: 'FILE_UNREADABLE' });
    });

    it('takes no more into memory than asked', async () => {
      const { digest } = await store.put({ bytes: 'twelve bytes' });
      assert.equal((await store.bytes(digest, 12)).length, 12);
      await assert.rejects(store.bytes(digest, 11), { code: 'LIMIT_EXCEEDED' });
    });

    it('stops when cancelled', async () => {
      const signal = AbortSignal.abort();
      await assert.rejects(store.put({ bytes: 'x' }, { signal }), { code: 'CANCELLED' });
      assert.deepEqual(await Array.fromAsync(store.list()), []);
    });

    it('verifies all it holds, or what is named', async () => {
      const texts = Array.from({ length: 50 }, (_, index) => `verified ${index}`);
      await store.putAll([...texts.map((bytes) => ({ bytes })), { bytes: filled(400_000, 4) }]);
      const all = await store.verify();
      assert.deepEqual([all.objects, all.problems, all.strays], [51, [], []]);
      assert.equal(all.bytes, 400_000 + texts.join('').length);
      const some = await store.verify([digestOf('verified 7'), digestOf(filled(400_000, 4))]);
      assert.deepEqual([some.objects, some.problems], [2, []]);
    });

    it('removes garbage only, and only after the time of grace', async () => {
      const texts = Array.from({ length: 50 }, (_, index) => `perhaps ${index}`);
      const big = [1, 2].map((seed) => filled(300_000, seed));
      await store.putAll([...texts, ...big].map((bytes) => ({ bytes })));
      const live = new Set(
        [...texts.slice(0, 20), ...big.slice(0, 1)].map((each) => digestOf(each)),
      );
      assert.deepEqual((await store.collectGarbage(live)).removed, []);
      const { removed, bytes } = await store.collectGarbage(live, { graceMs: -60_000 });
      const dead = [...texts.slice(20), ...big.slice(1)];
      assert.deepEqual(new Set(removed), new Set(dead.map((each) => digestOf(each))));
      assert.equal(bytes, 300_000 + texts.slice(20).join('').length);
      assert.deepEqual(new Set(await Array.fromAsync(store.list())), live);
      const { problems, objects } = await store.verify();
      assert.deepEqual([objects, problems], [21, []]);
      for (const digest of live) assert.equal(digestOf(await store.bytes(digest)), digest);
    });
  });
}
