import { CredenceError } from '../../../core/error.ts';
import type { Budget } from '../../limits.ts';
import { MemorySource } from '../../sources/memory-source.ts';
import { ByteView } from '../byte-view.ts';
import { maskedCrc32c } from '../crc32c.ts';
import { readVarint } from '../protobuf/wire-reader.ts';
import { unsnappy } from './unsnappy.ts';

/** Length of the footer, and its last eight bytes (LevelDB table format). */
const FOOTER = 48;
const MAGIC = '\x57\xfb\x80\x8b\x24\x75\x47\xdb';

/** How a block is compressed, in the byte behind it. */
const SNAPPY = 1;

/** Larger than any index of a checkpoint needs a block to be. */
const LARGEST_BLOCK = 1 << 26;

export interface TableEntry {
  readonly key: string;
  /** Where the value lies in the view; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** The file, or a block of it that was compressed. */
  readonly view: ByteView;
  /** Of the block in the file; 0 where the view is the file. */
  readonly base: number;
}

interface Block {
  readonly start: number;
  /** Without the five bytes of type and checksum behind it. */
  readonly end: number;
}

/** Whether the last bytes are those of a LevelDB table. */
export function looksLikeTable(view: ByteView): boolean {
  return view.length >= FOOTER && view.startsWith(MAGIC, view.length - 8);
}

/**
 * The entries of a LevelDB table, as TensorFlow writes a checkpoint's index. Strict: blocks lie side
 * by side from the first byte to the footer, and their checksums hold.
 *
 * @throws CredenceError `DATA_MALFORMED`, `DATA_TRUNCATED`, `DATA_UNSUPPORTED`, `LIMIT_EXCEEDED`
 */
export function readTable(view: ByteView, budget: Budget): readonly TableEntry[] {
  const footer = view.length - FOOTER;
  const metaIndex = readHandle(view, footer, view.length - 8);
  const index = readHandle(view, metaIndex.next, view.length - 8);
  for (let at = index.next; at < view.length - 8; at++) {
    if (view.u8(at) !== 0) throw malformed(at, 'its footer holds more than two places');
  }
  const blocks = [metaIndex.block, index.block];
  const entries: TableEntry[] = [];
  for (const pointer of readBlock(view, index.block, budget)) {
    const { block } = readPointer(pointer, view);
    blocks.push(block);
    for (const entry of readBlock(view, block, budget)) entries.push(entry);
  }
  if (readBlock(view, metaIndex.block, budget).length > 0) {
    throw new CredenceError(
      'DATA_UNSUPPORTED',
      'It holds data about itself that is not read here',
      {
        at: { byte: metaIndex.block.start },
      },
    );
  }
  requireTiling(blocks, footer);
  return entries;
}

/** An entry of the index: where a block of entries lies. */
function readPointer(pointer: TableEntry, file: ByteView): { readonly block: Block } {
  const start = readVarint(pointer.view, pointer.start, pointer.end);
  const size = readVarint(pointer.view, start.end, pointer.end);
  return { block: requireInside(file, start.value, size.value) };
}

function readHandle(view: ByteView, at: number, limit: number): { block: Block; next: number } {
  const start = readVarint(view, at, limit);
  const size = readVarint(view, start.end, limit);
  return { block: requireInside(view, start.value, size.value), next: size.end };
}

function requireInside(file: ByteView, start: number, size: number): Block {
  const block = { start, end: start + size };
  const inside = start >= 0 && size >= 1 && block.end + 5 <= file.length - FOOTER;
  if (inside) return block;
  throw malformed(Math.max(0, Math.min(start, file.length)), 'a block lies outside the file');
}

function readBlock(file: ByteView, place: Block, budget: Budget): TableEntry[] {
  const { view, block, base } = openBlock(file, place);
  if (block.end - block.start < 8) throw malformed(place.start, 'a block is cut short');
  const restarts = view.u32(block.end - 4);
  const limit = block.end - 4 - 4 * restarts;
  if (limit < block.start) throw malformed(block.start, 'a block has more marks than bytes');
  const entries: TableEntry[] = [];
  let key = '';
  for (let at = block.start; at < limit; ) {
    budget.spendInstructions(1);
    const shared = readVarint(view, at, limit);
    const own = readVarint(view, shared.end, limit);
    const size = readVarint(view, own.end, limit);
    const start = size.end + own.value;
    at = start + size.value;
    const fits = shared.value <= key.length && own.value >= 0 && size.value >= 0 && at <= limit;
    if (!fits) throw malformed(size.end, 'an entry reaches beyond its block');
    key = key.slice(0, shared.value) + view.latin1(size.end, own.value);
    entries.push({ key, start, end: at, view, base });
  }
  return entries;
}

/** The bytes of a block, unpacked where they are compressed. */
function openBlock(
  view: ByteView,
  block: Block,
): { readonly view: ByteView; readonly block: Block; readonly base: number } {
  const { start, end } = block;
  if (end - start > LARGEST_BLOCK) {
    throw new CredenceError('LIMIT_EXCEEDED', 'A block of it is larger than any index needs', {
      at: { byte: start },
    });
  }
  if (maskedCrc32c(view.bytes(start, end + 1 - start)) !== view.u32(end + 1)) {
    throw malformed(start, 'the checksum of a block does not hold');
  }
  const compression = view.u8(end);
  if (compression === 0) return { view, block, base: 0 };
  if (compression !== SNAPPY) throw malformed(end, 'a block is compressed in an unknown way');
  const unpacked = unsnappy(view.bytes(start, end - start));
  const inner = new ByteView(new MemorySource(unpacked));
  return { view: inner, block: { start: 0, end: unpacked.length }, base: start };
}

function requireTiling(blocks: readonly Block[], end: number): void {
  let next = 0;
  for (const block of [...blocks].sort((a, b) => a.start - b.start)) {
    if (block.start !== next) throw malformed(next, 'its blocks do not lie side by side');
    next = block.end + 5;
  }
  if (next !== end) throw malformed(next, 'bytes lie between its blocks and its footer');
}

function malformed(byte: number, what: string): CredenceError {
  return new CredenceError('DATA_MALFORMED', `Its table is broken: ${what}`, { at: { byte } });
}
