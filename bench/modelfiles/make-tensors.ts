import { closeSync, ftruncateSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { buildZip } from '../../test/modelfiles/containers/zip/build-zip.ts';
import { buildNpy } from '../../test/modelfiles/formats/npy/build-npy.ts';
import { seededRandom } from '../../test/modelfiles/pickle/random-pickle.ts';

const TENSORS_A_FILE = 20;

/** Files that are tensors for the most part: safetensors, npy and npz in turn. */
export function makeTensors(folder: string, files: { count: number; bytes: number }): void {
  mkdirSync(folder, { recursive: true });
  const data = noise(files.bytes);
  for (let number = 0; number < files.count; number++) {
    data.writeUInt32LE(number, 0);
    const [name, content] = tensorFile(number, data);
    writeFileSync(join(folder, name), content);
  }
}

/** One safetensors file of any size, whose tensor is a hole on the disk. */
export function makeLargeFile(path: string, bytes: number): void {
  const header = safetensorsHeader([bytes]);
  const descriptor = openSync(path, 'w');
  try {
    writeSync(descriptor, header);
    ftruncateSync(descriptor, header.length + bytes);
  } finally {
    closeSync(descriptor);
  }
}

function tensorFile(number: number, data: Buffer): [name: string, content: Uint8Array] {
  const array = (values: Buffer): Buffer =>
    buildNpy(values, { descr: "'|u1'", shape: `(${values.length},)` });
  switch (number % 3) {
    case 0: {
      const size = Math.floor(data.length / TENSORS_A_FILE);
      const sizes = new Array<number>(TENSORS_A_FILE).fill(size);
      const tensors = data.subarray(0, size * TENSORS_A_FILE);
      return [`${number}.safetensors`, Buffer.concat([safetensorsHeader(sizes), tensors])];
    }
    case 1:
      return [`${number}.npy`, array(data)];
    default: {
      const half = data.length >> 1;
      const content = buildZip([
        { name: 'a.npy', content: array(data.subarray(0, half)) },
        { name: 'b.npy', content: array(data.subarray(half)) },
      ]);
      return [`${number}.npz`, content];
    }
  }
}

function safetensorsHeader(sizes: readonly number[]): Buffer {
  const tensors: Record<string, object> = {};
  let at = 0;
  for (const [index, size] of sizes.entries()) {
    tensors[`layer.${index}`] = { dtype: 'U8', shape: [size], data_offsets: [at, at + size] };
    at += size;
  }
  const json = Buffer.from(JSON.stringify(tensors));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json]);
}

function noise(bytes: number): Buffer {
  const random = seededRandom(1);
  const data = Buffer.alloc(bytes);
  for (let at = 0; at + 4 <= bytes; at += 4) data.writeUInt32LE(random() * 2 ** 32, at);
  return data;
}
