/** Texts end to end, as kernels take them. */
export interface PackedTexts {
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
}

export function packTexts(texts: readonly (string | Uint8Array)[]): PackedTexts {
  const parts = texts.map((text) => (typeof text === 'string' ? Buffer.from(text) : text));
  const offsets = new Uint32Array(parts.length + 1);
  for (const [index, part] of parts.entries()) {
    offsets[index + 1] = (offsets[index] as number) + part.length;
  }
  return { bytes: new Uint8Array(Buffer.concat(parts)), offsets };
}
