const MAGIC = 1_681_511_377;

/**
 * Writes a 64-bit Roaring bitmap in its portable form, as Spark writes deletion vectors (Roaring format
 * specification), so that readers are held against bytes that no reader of ours made.
 */
export function roaringBitmap(rows: Uint32Array, { runs }: { readonly runs: boolean }): Uint8Array {
  const containers = new Map<number, number[]>();
  for (const row of rows) {
    const key = row >>> 16;
    const values = containers.get(key) ?? [];
    values.push(row & 0xffff);
    containers.set(key, values);
  }
  const bodies = [...containers.values()].map((values) =>
    runs ? runBody(values) : plainBody(values),
  );
  const count = containers.size;
  const withOffsets = !runs || count >= 4;
  const head = Buffer.concat([
    runs && count > 0 ? cookieWithRuns(count) : Buffer.concat([u32(12_346), u32(count)]),
    ...[...containers].map(([key, values]) => Buffer.concat([u16(key), u16(values.length - 1)])),
  ]);
  let offset = head.length + (withOffsets ? 4 * count : 0);
  const offsets = bodies.map((body) => {
    const at = u32(offset);
    offset += body.length;
    return at;
  });
  const bitmap = Buffer.concat([head, ...(withOffsets ? offsets : []), ...bodies]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(1n);
  return Buffer.concat([u32(MAGIC), length, u32(0), bitmap]);
}

function cookieWithRuns(count: number): Buffer {
  const flags = Buffer.alloc(Math.ceil(count / 8));
  for (let at = 0; at < count; at += 1) flags[at >>> 3] = (flags[at >>> 3] ?? 0) | (1 << (at & 7));
  return Buffer.concat([u32(12_347 | ((count - 1) << 16)), flags]);
}

function plainBody(values: readonly number[]): Buffer {
  if (values.length <= 4096) return Buffer.concat(values.map(u16));
  const bits = Buffer.alloc(8192);
  for (const value of values) bits[value >>> 3] = (bits[value >>> 3] ?? 0) | (1 << (value & 7));
  return bits;
}

function runBody(values: readonly number[]): Buffer {
  const found: [number, number][] = [];
  for (const value of values) {
    const last = found.at(-1);
    if (last !== undefined && last[0] + last[1] + 1 === value) last[1] += 1;
    else found.push([value, 0]);
  }
  return Buffer.concat([
    u16(found.length),
    ...found.map(([start, more]) => Buffer.concat([u16(start), u16(more)])),
  ]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}
