import { readElements } from './dataspace.ts';
import { type Datatype, readDatatype } from './datatype.ts';
import type { GlobalHeap } from './global-heap.ts';
import type { Hdf5File, HeaderMessage } from './object-header.ts';
import { malformed, unsupported } from './superblock.ts';

/** Texts and bytes of an attribute that are looked into; beyond it none is worth it. */
const MOST_ELEMENTS = 100_000;

/** A named value of a group or dataset. */
export interface Attribute {
  readonly name: string;
  /** Where each of its texts or opaque values lies; empty for numbers. */
  readonly values: readonly { readonly start: number; readonly length: number }[];
}

/**
 * An attribute message, versions 1 to 3 (specification §IV.A.2.m).
 *
 * @throws CredenceError `DATA_MALFORMED`, `DATA_TRUNCATED`, `DATA_UNSUPPORTED`, `LIMIT_EXCEEDED`
 */
export function readAttribute(file: Hdf5File, message: HeaderMessage, heap: GlobalHeap): Attribute {
  const { view } = file;
  const version = view.u8(message.start);
  if (version < 1 || version > 3) {
    throw unsupported(message.start, `an attribute of version ${version}`);
  }
  if (version > 1 && view.u8(message.start + 1) !== 0) {
    throw unsupported(message.start, 'an attribute whose type is kept elsewhere');
  }
  const pad = (size: number): number => (version === 1 ? Math.ceil(size / 8) * 8 : size);
  const nameSize = view.u16(message.start + 2);
  const typeAt = message.start + (version === 3 ? 9 : 8) + pad(nameSize);
  const spaceAt = typeAt + pad(view.u16(message.start + 4));
  const dataAt = spaceAt + pad(view.u16(message.start + 6));
  if (dataAt > message.end) throw malformed(message.start, 'an attribute is cut short');
  const name = view.latin1(typeAt - pad(nameSize), nameSize).split('\0')[0] ?? '';
  const type = readDatatype(view, typeAt, spaceAt);
  const count = readElements(file, spaceAt, dataAt);
  if (dataAt + count * type.size > message.end) {
    throw malformed(message.start, 'the value of an attribute is cut short');
  }
  return { name, values: valuesOf({ file, heap }, type, { start: dataAt, count }) };
}

function valuesOf(
  { file, heap }: { readonly file: Hdf5File; readonly heap: GlobalHeap },
  type: Datatype,
  { start, count }: { readonly start: number; readonly count: number },
): Attribute['values'] {
  if (type.kind === 'plain' || type.kind === 'reference') return [];
  if (count > MOST_ELEMENTS) throw unsupported(start, `an attribute of ${count} values`);
  file.budget.spendInstructions(count);
  const values: { start: number; length: number }[] = [];
  for (let index = 0; index < count; index++) {
    const at = start + index * type.size;
    const value =
      type.base === null ? { start: at, length: type.size } : heap.at(at, type.base.size);
    if (value !== null) values.push(value);
  }
  return values;
}
