import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileKernel, KERNELS, KERNELS_LIMIT } from './kernels/compile-kernel.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
let total = 0;
for (const kernel of KERNELS) {
  const binary = await compileKernel(root, kernel);
  writeFileSync(new URL(`../src/numerics/kernels/${kernel.name}.wasm`, import.meta.url), binary);
  console.log(`${kernel.name}.wasm ${binary.length} bytes`);
  total += binary.length;
}
console.log(`${total} bytes of at most ${KERNELS_LIMIT}`);
process.exitCode = total <= KERNELS_LIMIT ? 0 : 1;
