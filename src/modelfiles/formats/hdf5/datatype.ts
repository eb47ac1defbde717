import type { ByteView } from '../byte-view.ts';
import { malformed, unsupported } from './superblock.ts';

/** A type, as far as it decides how many bytes there are and where. */
export interface Datatype {
  readonly kind: 'plain' | 'text' | 'opaque' | 'variable' | 'reference';
  /** Bytes of one element where it stands; of a variable one, of its reference into the heap. */
  readonly size: number;
  /** Of a variable one: bytes of one element in the heap, and whether they are text. */
  readonly base: { readonly size: number; readonly text: boolean } | null;
}

/** Classes by their number (specification §IV.A.2.d); compounds and arrays are looked into. */
const KINDS: readonly Datatype['kind'][] = [
  ...(['plain', 'plain', 'plain', 'text', 'plain', 'opaque', 'plain', 'reference'] as const),
  ...(['plain', 'variable', 'plain'] as const),
];

/**
 * A datatype message, versions 1 to 3.
 *
 * @throws CredenceError `DATA_MALFORMED`, `DATA_TRUNCATED`, `DATA_UNSUPPORTED`: variable parts within
 * compounds and arrays, which models do not use, are not followed
 */
export function readDatatype(view: ByteView, start: number, end: number): Datatype {
  if (start + 8 > end) throw malformed(start, 'a type is cut short');
  const type = view.u8(start) & 0x0f;
  const version = view.u8(start) >> 4;
  const kind = KINDS[type];
  const size = view.u32(start + 4);
  if (kind === undefined || version < 1 || version > 3) {
    throw unsupported(start, `a datatype of class ${type}, version ${version}`);
  }
  if (type === 6 || type === 10) requireFlat(view, start, end);
  if (kind !== 'variable') return { kind, size, base: null };
  const inner = readDatatype(view, start + 8, end);
  if (inner.kind === 'variable') throw unsupported(start, 'lists of lists of any length');
  const text = (view.u8(start + 1) & 0x0f) === 1;
  return { kind, size, base: { size: inner.size, text } };
}

/**
 * A compound or array must not hold a variable type or a reference: those would point at bytes that
 * nobody looked at. Their classes stand at offsets that depend on the version, so any position that
 * could be one counts.
 */
function requireFlat(view: ByteView, start: number, end: number): void {
  for (let at = start + 8; at + 8 <= end; at++) {
    const byte = view.u8(at);
    const variable = (byte & 0x0f) === 9 || (byte & 0x0f) === 7;
    if (variable && byte >> 4 >= 1 && byte >> 4 <= 3 && view.u32(at + 4) === 16) {
      throw unsupported(start, 'compounds that hold texts or lists of any length');
    }
  }
}
