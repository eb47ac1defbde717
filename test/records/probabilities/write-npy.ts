/** What a NumPy array file is made of. */
export interface NpyParts {
  readonly descr: string;
  readonly shape: readonly number[];
  readonly data: Uint8Array;
  readonly fortranOrder?: boolean;
  readonly version?: 1 | 2;
}

/** A NumPy array file, as NumPy itself lays it out. */
export function writeNpy(parts: NpyParts): Uint8Array<ArrayBuffer> {
  const { descr, shape, data, fortranOrder = false, version = 1 } = parts;
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const order = fortranOrder ? 'True' : 'False';
  const text = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${sizes}), }`;
  const start = version === 1 ? 10 : 12;
  const padded = `${text.padEnd(Math.ceil((start + text.length + 1) / 64) * 64 - start - 1)}\n`;
  const file = new Uint8Array(start + padded.length + data.length);
  file.set([0x93, ...Buffer.from('NUMPY'), version, 0]);
  const view = new DataView(file.buffer);
  if (version === 1) view.setUint16(8, padded.length, true);
  else view.setUint32(8, padded.length, true);
  file.set(Buffer.from(padded, 'latin1'), start);
  file.set(data, start + padded.length);
  return file;
}

/** The bytes of numbers, in the byte order of this machine. */
export function bytesOf(numbers: ArrayBufferView): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
