import { u32, u64 } from '../../bytes.ts';

/** A value with its type's number before it. */
export function text(value: string | Buffer): Buffer {
  return Buffer.concat([u32(8), lengthFirst(value)]);
}

export function uint32(value: number): Buffer {
  return Buffer.concat([u32(4), u32(value)]);
}

export function boolean(value: number): Buffer {
  return Buffer.concat([u32(7), Buffer.of(value)]);
}

export function list(type: number, items: readonly Buffer[]): Buffer {
  return Buffer.concat([u32(9), u32(type), u64(items.length), ...items]);
}

export function lengthFirst(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value as Buffer);
  return Buffer.concat([u64(bytes.length), bytes]);
}

export interface GgufTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: number;
  readonly offset: number;
}

export interface GgufShape {
  readonly version?: number;
  readonly entries?: readonly (readonly [key: string, value: Buffer])[];
  readonly tensors?: readonly GgufTensor[];
  /** What follows the padded header. */
  readonly data?: Buffer;
  /** Fills the padding. */
  readonly padding?: number;
  readonly alignment?: number;
}

export function buildGguf(shape: GgufShape): Buffer {
  const { entries = [], tensors = [], data = Buffer.alloc(0), alignment = 32 } = shape;
  const header = Buffer.concat([
    Buffer.from('GGUF'),
    u32(shape.version ?? 3),
    u64(tensors.length),
    u64(entries.length),
    ...entries.flatMap(([key, value]) => [lengthFirst(key), value]),
    ...tensors.map((tensor) =>
      Buffer.concat([
        lengthFirst(tensor.name),
        u32(tensor.shape.length),
        ...tensor.shape.map(u64),
        u32(tensor.type),
        u64(tensor.offset),
      ]),
    ),
  ]);
  const padding = Buffer.alloc(
    (alignment - (header.length % alignment)) % alignment,
    shape.padding ?? 0,
  );
  return Buffer.concat([header, padding, data]);
}
