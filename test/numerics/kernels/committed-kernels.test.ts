import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { compileKernel, KERNELS, KERNELS_LIMIT } from '../../../tools/kernels/compile-kernel.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = `${root}src/numerics/kernels/`;

describe('the committed kernels', () => {
  for (const kernel of KERNELS) {
    it(`${kernel.name}.wasm is what its source compiles to`, async () => {
      const committed = readFileSync(`${folder}${kernel.name}.wasm`);
      assert.ok(committed.equals(await compileKernel(root, kernel)), 'run: npm run kernels');
    });
  }

  it('are all there are, and small', () => {
    const files = readdirSync(folder).filter((file) => file.endsWith('.wasm'));
    assert.deepEqual(files.sort(), KERNELS.map(({ name }) => `${name}.wasm`).sort());
    const bytes = files.map((file) => readFileSync(`${folder}${file}`).length);
    assert.ok(bytes.reduce((sum, size) => sum + size, 0) <= KERNELS_LIMIT);
  });
});
