import { CredenceError } from '../../../core/error.ts';
import type { Budget } from '../../limits.ts';
import type { ByteView } from '../byte-view.ts';
import { maskedCrc32c } from '../crc32c.ts';
import { readVarint } from '../protobuf/wire-reader.ts';

/** Length of the footer, and its last eight bytes (LevelDB table format). */
const FOOTER = 48;
const MAGIC = '\x57\xfb\x80\x8b\x24\x75\x47\xdb';

/** Larger than any index of a checkpoint needs a block to be. */
const LARGEST_BLOCK = 1 << 26;

export interface TableEntry {
  readonly key: string;
  /** Where the value lies in the file; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
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
 * by side from the first byte to the footer, are not compressed, and their checksums hold.
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
    const { block } = readHandle(view, pointer.start, pointer.end);
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

function readHandle(view: ByteView, at: number, limit: number): { block: Block; next: number } {
  const start = readVarint(view, at, limit);
  const size = readVarint(view, start.end, limit);
  const block = { start: start.value, end: start.value + size.value };
  const inside = start.value >= 0 && size.value >= 8 && block.end + 5 <= view.length - FOOTER;
  if (!inside) throw malformed(at, 'a block lies outside the file');
  return { block, next: size.end };
}

function readBlock(view: ByteView, block: Block, budget: Budget): TableEntry[] {
  requireWhole(view, block);
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
    entries.push({ key, start, end: at });
  }
  return entries;
}

function requireWhole(view: ByteView, { start, end }: Block): void {
  if (end - start > LARGEST_BLOCK) {
    throw new CredenceError('LIMIT_EXCEEDED', 'A block of it is larger than any index needs', {
      at: { byte: start },
    });
  }
  if (view.u8(end) !== 0) {
    throw new CredenceError('DATA_UNSUPPORTED', 'A block of it is compressed', {
      at: { byte: end },
    });
  }
  if (maskedCrc32c(view.bytes(start, end + 1 - start)) !== view.u32(end + 1)) {
    throw malformed(start, 'the checksum of a block does not hold');
  }
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
