/** What is used of WebAssembly, whose types TypeScript keeps among those of browsers. */
declare const WebAssembly: {
  readonly Memory: new (descriptor: {
    readonly initial: number;
  }) => {
    readonly buffer: ArrayBuffer;
  };
};

/** Bytes of a block: direct files are written in whole blocks. */
export const BLOCK_BYTES = 4096;

const WASM_PAGE_BYTES = 65_536;

/**
 * Memory that starts at a block's boundary, as writes past the system's cache need it. Node's own
 * buffers do not; the memory of WebAssembly always does.
 *
 * @param bytes a multiple of 64 KiB
 */
export function alignedBuffer(bytes: number): Buffer {
  const pages = Math.ceil(bytes / WASM_PAGE_BYTES);
  return Buffer.from(new WebAssembly.Memory({ initial: pages }).buffer, 0, bytes);
}
