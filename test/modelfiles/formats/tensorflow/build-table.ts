import { maskedCrc32c } from '../../../../src/modelfiles/formats/crc32c.ts';
import { u32 } from '../../bytes.ts';
import { message, varint } from '../protobuf/build-message.ts';

type Entry = readonly [key: string, value: Buffer];

/** A LevelDB table with one block of entries, as TensorFlow writes a checkpoint's index. */
export function buildTable(
  entries: readonly Entry[],
  pack: ((block: Buffer) => Buffer) | null = null,
): Buffer {
  const pieces: Buffer[] = [];
  let at = 0;
  const put = (plain: Buffer, compressed: boolean): Buffer => {
    const block = compressed && pack !== null ? pack(plain) : plain;
    const typed = Buffer.concat([block, Buffer.from([compressed && pack !== null ? 1 : 0])]);
    const handle = Buffer.concat([varint(at), varint(block.length)]);
    pieces.push(typed, u32(maskedCrc32c(typed)));
    at += typed.length + 4;
    return handle;
  };
  const data = put(blockOf(entries), true);
  const meta = put(blockOf([]), false);
  const index = put(blockOf([['zzz', data]]), false);
  const footer = Buffer.alloc(48);
  Buffer.concat([meta, index]).copy(footer);
  Buffer.from('57fb808b247547db', 'hex').copy(footer, 40);
  return Buffer.concat([...pieces, footer]);
}

function blockOf(entries: readonly Entry[]): Buffer {
  const body = entries.map(([key, value]) =>
    Buffer.concat([varint(0), varint(key.length), varint(value.length), Buffer.from(key), value]),
  );
  return Buffer.concat([...body, u32(0), u32(1)]);
}

/** The entry that a checkpoint's index begins with. */
export function indexHeader(shards: number): Entry {
  return ['', message([1, shards], [3, message([1, 1])])];
}

/** A tensor of 32-bit floats in a data file. */
export function indexEntry(
  name: string,
  place: { shard?: number; offset: number; size: number; shape: readonly number[] },
): Entry {
  const shape = message(...place.shape.map((size): [number, Buffer] => [2, message([1, size])]));
  return [
    name,
    message([1, 1], [2, shape], [3, place.shard ?? 0], [4, place.offset], [5, place.size]),
  ];
}

/** Snappy without any compression: one literal, which every reader must accept. */
export function literalSnappy(block: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16LE(block.length - 1);
  return Buffer.concat([varint(block.length), Buffer.from([61 << 2]), length, block]);
}
