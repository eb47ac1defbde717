import type { ByteView } from '../byte-view.ts';
import type { Hdf5File, HeaderMessage } from './object-header.ts';
import { malformed, requireSignature, undefinedOf, unsupported } from './superblock.ts';

/** What a name in a group leads to. */
export type GroupLink =
  | { readonly kind: 'object'; readonly name: string; readonly address: number }
  /** Another name in this file. */
  | { readonly kind: 'soft'; readonly name: string; readonly target: string }
  /** An object in another file. */
  | { readonly kind: 'external'; readonly name: string; readonly at: number };

/**
 * The links of a group in the old form: a B-tree of symbol tables, and a heap with the names
 * (specification §III.A.1, §III.B to D).
 *
 * @throws CredenceError `DATA_MALFORMED`, `DATA_TRUNCATED`
 */
export function readSymbolTable(file: Hdf5File, message: HeaderMessage): readonly GroupLink[] {
  const { view, offsetSize, lengthSize } = file;
  const heap = readHeap(file, view.uint(message.start + offsetSize, offsetSize));
  const nodeSize =
    8 + 2 * offsetSize + (2 * file.internalK + 1) * lengthSize + 2 * file.internalK * offsetSize;
  const links: GroupLink[] = [];
  const seen = new Set<number>([view.uint(message.start, offsetSize)]);
  // Children are added to the set while it is walked.
  for (const node of seen) {
    file.budget.spendInstructions(1);
    if (view.startsWith('SNOD', node)) {
      for (const link of readSymbols(file, node, heap)) links.push(link);
      continue;
    }
    requireSignature(view, node, { signature: 'TREE\x00', what: 'a group has no index' });
    file.claims.add(node, nodeSize, 'group index');
    const used = view.u16(node + 6);
    if (used > 2 * file.internalK) throw malformed(node, 'a group index is overfull');
    for (let entry = 0; entry < used; entry++) {
      const key = node + 8 + 2 * offsetSize + entry * (lengthSize + offsetSize);
      const child = view.uint(key + lengthSize, offsetSize);
      if (seen.has(child)) throw malformed(node, 'a group index leads back to itself');
      seen.add(child);
    }
  }
  return links;
}

interface NameHeap {
  readonly start: number;
  readonly end: number;
}

function readHeap(file: Hdf5File, address: number): NameHeap {
  const { view, offsetSize, lengthSize } = file;
  requireSignature(view, address, { signature: 'HEAP\x00', what: 'a group has no names' });
  file.claims.add(address, 8 + 2 * lengthSize + offsetSize, 'name heap');
  const size = view.uint(address + 8, lengthSize);
  const start = view.uint(address + 8 + 2 * lengthSize, offsetSize);
  file.claims.add(start, size, 'names');
  return { start, end: start + size };
}

function readSymbols(file: Hdf5File, node: number, heap: NameHeap): readonly GroupLink[] {
  const { view, offsetSize } = file;
  const entrySize = 2 * offsetSize + 24;
  const used = view.u16(node + 6);
  if (used > 2 * file.leafK) throw malformed(node, 'a symbol table is overfull');
  file.claims.add(node, 8 + 2 * file.leafK * entrySize, 'symbol table');
  return Array.from({ length: used }, (_, index): GroupLink => {
    const at = node + 8 + index * entrySize;
    const name = nameAt(view, heap, heap.start + view.uint(at, offsetSize));
    if (view.u32(at + 2 * offsetSize) !== 2) {
      return { kind: 'object', name, address: view.uint(at + offsetSize, offsetSize) };
    }
    const target = heap.start + view.u32(at + 2 * offsetSize + 8);
    return { kind: 'soft', name, target: nameAt(view, heap, target) };
  });
}

function nameAt(view: ByteView, heap: NameHeap, start: number): string {
  for (let at = start; at >= heap.start && at < heap.end; at++) {
    if (view.u8(at) === 0) return Buffer.from(view.bytes(start, at - start)).toString('utf8');
  }
  throw malformed(heap.start, 'a name does not end within its heap');
}

/**
 * One link of a group in the new form (specification §IV.A.2.g).
 *
 * @throws CredenceError `DATA_MALFORMED`, `DATA_TRUNCATED`, `DATA_UNSUPPORTED`
 */
export function readLink(file: Hdf5File, message: HeaderMessage): GroupLink {
  const { view } = file;
  const flags = view.u8(message.start + 1);
  if (view.u8(message.start) !== 1) throw unsupported(message.start, 'a link of another version');
  let at = message.start + 2;
  const type = flags & 0x08 ? view.u8(at++) : 0;
  if (flags & 0x04) at += 8;
  if (flags & 0x10) at++;
  const width = 1 << (flags & 3);
  const length = view.uint(at, width);
  const value = at + width + length;
  if (value > message.end) throw malformed(message.start, 'a link is cut short');
  const name = Buffer.from(view.bytes(at + width, length)).toString('utf8');
  if (type === 0) return { kind: 'object', name, address: view.uint(value, file.offsetSize) };
  if (type === 64) return { kind: 'external', name, at: message.start };
  if (type !== 1) throw unsupported(message.start, `a link of the type ${type}`);
  const size = view.u16(value);
  if (value + 2 + size > message.end) throw malformed(message.start, 'a link is cut short');
  const target = Buffer.from(view.bytes(value + 2, size)).toString('utf8');
  return { kind: 'soft', name, target };
}

/** Refuses groups and attributes that live in a fractal heap, which is not read here. */
export function requireCompact(file: Hdf5File, message: HeaderMessage, skipped: number): void {
  const { view, offsetSize } = file;
  const flags = view.u8(message.start + 1);
  const heap = message.start + 2 + (flags & 1 ? skipped : 0);
  if (view.uint(heap, offsetSize) === undefinedOf(offsetSize)) return;
  throw unsupported(message.start, 'a fractal heap (HDF5 1.8 or later, many links or attributes)');
}
