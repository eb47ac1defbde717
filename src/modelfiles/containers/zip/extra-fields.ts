import type { Problem } from '../../inspection.ts';
import { zipRefusal } from './zip-problem.ts';

/** What an extra block may hold besides what a reader needs, and its longest form (APPNOTE 6.3.10 §4.5–6). */
const HARMLESS: ReadonlyMap<number, { readonly name: string; readonly most: number }> = new Map([
  [0x000a, { name: 'NTFS times', most: 36 }],
  [0x000d, { name: 'Unix times', most: 12 }],
  [0x5455, { name: 'times', most: 13 }],
  [0x5855, { name: 'Unix times and owner', most: 12 }],
  [0x7855, { name: 'Unix owner', most: 4 }],
  [0x7875, { name: 'Unix owner', most: 24 }],
  [0xcafe, { name: 'Java archive', most: 0 }],
]);
const ZIP64 = 0x0001;
/** PyTorch aligns tensors with a field named `FB` that is full of `Z`. */
const PYTORCH_PADDING = 0x4246;
/** zipalign aligns with the alignment in two bytes and zeros behind. */
const ANDROID_PADDING = 0xd935;
const UNICODE_PATH = 0x7075;

export interface ExtraBlock {
  readonly bytes: Uint8Array;
  /** Offset of the block in the archive. */
  readonly offset: number;
  /** The entry's name as bytes: a Unicode path field must repeat it. */
  readonly name: Uint8Array;
}

export interface ExtraFields {
  /** The values of the ZIP64 field, in order; `undefined` where there is none. */
  readonly zip64: readonly number[] | undefined;
  readonly problems: readonly Problem[];
}

/** The fields of a header's extra block: each known, once, and nothing hidden between them. */
export function readExtraFields(block: ExtraBlock): ExtraFields {
  const problems: Problem[] = [];
  const view = new DataView(block.bytes.buffer, block.bytes.byteOffset, block.bytes.byteLength);
  const seen = new Set<number>();
  let zip64: readonly number[] | undefined;
  let at = 0;
  while (at + 4 <= block.bytes.length) {
    const id = view.getUint16(at, true);
    const length = view.getUint16(at + 2, true);
    const data = block.bytes.subarray(at + 4, at + 4 + length);
    const fault = seen.has(id) ? 'comes twice' : fieldFault({ id, data, length }, block.name);
    if (fault !== undefined) problems.push(extraRefusal(id, block.offset + at, fault));
    else if (id === ZIP64) zip64 = zip64Values(data);
    seen.add(id);
    at += 4 + length;
  }
  if (at < block.bytes.length) {
    problems.push(
      zipRefusal(
        'hidden-bytes',
        { offset: block.offset + at, length: block.bytes.length - at },
        {
          summary: 'Bytes follow the last extra field of a header.',
        },
      ),
    );
  }
  return { zip64, problems };
}

interface Field {
  readonly id: number;
  /** What is there of it. */
  readonly data: Uint8Array;
  /** What it says that is there. */
  readonly length: number;
}

function fieldFault({ id, data, length }: Field, name: Uint8Array): string | undefined {
  if (data.length < length) return 'breaks off';
  switch (id) {
    case ZIP64:
      return length % 8 === 0 && length <= 24 ? undefined : 'is of an odd length';
    case PYTORCH_PADDING:
      return holdsOnly(0x5a, data) ? undefined : 'hides bytes in padding';
    case ANDROID_PADDING:
      return holdsOnly(0, data.subarray(2)) ? undefined : 'hides bytes in padding';
    case UNICODE_PATH:
      return namesSame(data, name) ? undefined : 'gives another name';
    default: {
      const most = HARMLESS.get(id)?.most;
      if (most === undefined) return 'is of an unknown kind';
      return length > most ? 'is longer than it should be' : undefined;
    }
  }
}

function holdsOnly(value: number, data: Uint8Array): boolean {
  return data.every((byte) => byte === value);
}

/** Version, CRC of the plain name, and the name in UTF-8 (APPNOTE §4.6.9). */
function namesSame(data: Uint8Array, name: Uint8Array): boolean {
  return data.length >= 5 && Buffer.compare(data.subarray(5), name) === 0;
}

function zip64Values(data: Uint8Array): readonly number[] {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return Array.from({ length: data.length / 8 }, (_, index) =>
    Number(view.getBigUint64(index * 8, true)),
  );
}

function extraRefusal(id: number, offset: number, fault: string): Problem {
  const name = HARMLESS.get(id)?.name ?? `0x${id.toString(16).padStart(4, '0')}`;
  return zipRefusal(
    'extra-field',
    { offset },
    {
      summary: `The extra field ${name} of a header ${fault}.`,
    },
  );
}
