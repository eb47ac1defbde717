import { readFileSync } from 'node:fs';

/** What Node's own types leave out. */
declare const WebAssembly: {
  readonly Module: new (binary: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: object };
};

/** Memory of a kernel; its buffer is replaced when it grows. */
export interface KernelMemory {
  readonly buffer: ArrayBuffer;
}

/** A number that a kernel exports. */
export interface KernelNumber {
  readonly value: number;
}

/** A kernel's compiled module; each thread compiles it once and makes as many instances as it needs. */
export class Kernel<Exports extends object> {
  readonly #url: URL;
  #module: object | undefined;

  /** @param url The `.wasm` file, named relative to the module that wraps it. */
  constructor(url: URL) {
    this.#url = url;
  }

  /** A new instance with memory of its own. */
  instantiate(): Exports {
    this.#module ??= new WebAssembly.Module(readFileSync(this.#url));
    return new WebAssembly.Instance(this.#module).exports as Exports;
  }
}
