import assert from 'node:assert/strict';
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { digestOf } from '../../src/core/digest.ts';
import { FileObjectStore } from '../../src/vault/file-object-store.ts';
import { salvageObject } from '../../src/vault/salvage-object.ts';
import { ownFolder } from '../workspace/test-workspace.ts';

describe('salvageObject', () => {
  for (const count of [1, 200])
    it(`gives the bytes of one of ${count} objects, right or wrong`, async (context) => {
      const folder = ownFolder(context);
      const store = FileObjectStore.open(folder, { threads: 0 });
      const texts = Array.from({ length: count }, (_, index) => `object number ${index}.`);
      const stored = await store.putAll(texts.map((bytes) => ({ bytes })));
      await store.close();
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        const path = join(entry.parentPath, entry.name);
        if (!entry.isFile()) continue;
        const bytes = readFileSync(path);
        const at = bytes.indexOf('object number 0.');
        if (at < 0) continue;
        chmodSync(path, 0o600);
        bytes.write('O', at);
        writeFileSync(path, bytes);
      }
      const [first] = stored;
      const pieces = salvageObject(folder, first?.digest ?? assert.fail()) ?? assert.fail();
      assert.equal(Buffer.concat([...pieces]).toString(), 'Object number 0.');
    });

  it('gives nothing where nothing is', (context) => {
    const folder = ownFolder(context);
    FileObjectStore.open(folder, { threads: 0 });
    assert.equal(salvageObject(folder, digestOf('absent')), null);
  });
});
