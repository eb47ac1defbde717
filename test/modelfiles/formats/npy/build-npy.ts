import { u16, u32 } from '../../bytes.ts';

export interface NpyShape {
  /** The header's literal, as text. */
  readonly header?: string;
  readonly descr?: string;
  readonly shape?: string;
  readonly version?: number;
}

/** An array file with any header. */
export function buildNpy(data: Uint8Array, shape: NpyShape = {}): Buffer {
  const version = shape.version ?? 1;
  const literal =
    shape.header ??
    `{'descr': ${shape.descr ?? "'<f4'"}, 'fortran_order': False, 'shape': ${shape.shape ?? '(2,)'}, }`;
  const text = Buffer.from(`${literal}   \n`, version === 3 ? 'utf8' : 'latin1');
  return Buffer.concat([
    Buffer.from('\x93NUMPY', 'latin1'),
    Buffer.of(version, 0),
    version === 1 ? u16(text.length) : u32(text.length),
    text,
    data,
  ]);
}
