import { main } from 'assemblyscript/asc';

/** One build of a kernel. */
export interface KernelBuild {
  /** Name of the entry in `src/numerics/assembly/`, and of the `.wasm` in `src/numerics/kernels/`. */
  readonly name: string;
}

export const KERNELS: readonly KernelBuild[] = [
  { name: 'tokeniser' },
  { name: 'byte-scan' },
  { name: 'minhash' },
  { name: 'shingle-sets' },
  { name: 'text-hash' },
  { name: 'probability-rows' },
];

/** Largest size of all kernels together, in bytes: they travel in the package. */
export const KERNELS_LIMIT = 25_000;

const FLAGS = [
  '-O3',
  '--converge',
  '--noAssert',
  '--runtime=stub',
  '--enable=simd',
  // No import for `abort`: what goes wrong in a kernel traps.
  '--use=abort=',
];

/**
 * Compiles a kernel to WebAssembly, in memory.
 *
 * @throws Error with the compiler's output when it does not compile or warns.
 */
export async function compileKernel(root: string, { name }: KernelBuild): Promise<Uint8Array> {
  let binary: Uint8Array | undefined;
  const entry = `src/numerics/assembly/${name}.ts`;
  const { error, stderr } = await main(
    [entry, '--baseDir', root, '--outFile', 'kernel.wasm', ...FLAGS],
    {
      writeFile: (_, contents) => {
        if (typeof contents !== 'string') binary = contents;
      },
    },
  );
  const messages = stderr.toString().replace('Last converge was suboptimal.', '').trim();
  if (error !== null || messages !== '' || binary === undefined) {
    throw new Error(`${entry}: ${messages}`, { cause: error });
  }
  return binary;
}
