import type { Budget } from '../../limits.ts';
import type { ByteView } from '../byte-view.ts';
import type { Claims } from '../claims.ts';
import { malformed, requireSignature, type Superblock, unsupported } from './superblock.ts';

/** All that reading a structure needs. */
export interface Hdf5File extends Superblock {
  readonly view: ByteView;
  readonly claims: Claims;
  readonly budget: Budget;
}

/** One message of an object header. `end` is exclusive. */
export interface HeaderMessage {
  readonly type: number;
  readonly flags: number;
  readonly start: number;
  readonly end: number;
}

/** Message types that are read here (specification §IV.A.2). */
export const MESSAGE = {
  nil: 0x00,
  dataspace: 0x01,
  linkInfo: 0x02,
  datatype: 0x03,
  link: 0x06,
  externalFiles: 0x07,
  layout: 0x08,
  filters: 0x0b,
  attribute: 0x0c,
  continuation: 0x10,
  symbolTable: 0x11,
  attributeInfo: 0x15,
} as const;

/** Types that hold nothing to follow: fill values, comments, times, reference counts, group hints. */
const PLAIN: ReadonlySet<number> = new Set([0x00, 0x04, 0x05, 0x0a, 0x0d, 0x0e, 0x12, 0x13, 0x16]);

const KNOWN: ReadonlySet<number> = new Set<number>([...PLAIN, ...Object.values(MESSAGE)]);

/** A stretch that messages lie in. */
interface Chunk {
  readonly start: number;
  readonly end: number;
}

/**
 * The messages of an object header, version 1 or 2, with those of its continuation blocks.
 *
 * @throws CredenceError `DATA_MALFORMED`, `DATA_TRUNCATED`, `DATA_UNSUPPORTED`
 */
export function readObjectHeader(file: Hdf5File, address: number): readonly HeaderMessage[] {
  return file.view.startsWith('OHDR', address) ? readNew(file, address) : readOld(file, address);
}

function readOld(file: Hdf5File, address: number): readonly HeaderMessage[] {
  const { view, claims } = file;
  if (view.u8(address) !== 1) throw malformed(address, 'an object has no header');
  const size = view.u32(address + 8);
  claims.add(address, 16 + size, 'object header');
  return readChunks(
    file,
    { start: address + 16, end: address + 16 + size },
    {
      head: 8,
      next: (chunk) => chunk,
      messageAt: (at) => {
        const start = at + 8;
        const end = start + view.u16(at + 2);
        return { type: view.u16(at), flags: view.u8(at + 4), start, end };
      },
    },
  );
}

function readNew(file: Hdf5File, address: number): readonly HeaderMessage[] {
  const { view, claims } = file;
  const flags = view.u8(address + 5);
  if (view.u8(address + 4) !== 2 || flags > 0x3f)
    throw malformed(address, 'an object has no header');
  const sizeAt = address + 6 + (flags & 0x20 ? 16 : 0) + (flags & 0x10 ? 4 : 0);
  const width = 1 << (flags & 3);
  const first = sizeAt + width;
  const size = view.uint(sizeAt, width);
  claims.add(address, first + size + 4 - address, 'object header');
  const head = flags & 0x04 ? 6 : 4;
  return readChunks(
    file,
    { start: first, end: first + size },
    {
      head,
      next: ({ start, end }) => {
        requireSignature(view, start, { signature: 'OCHK', what: 'a header goes on nowhere' });
        return { start: start + 4, end: end - 4 };
      },
      messageAt: (at) => {
        const start = at + head;
        const end = start + view.u16(at + 1);
        return { type: view.u8(at), flags: view.u8(at + 3), start, end };
      },
    },
  );
}

/** How a version of the object header lays out its messages. */
interface HeaderLayout {
  /** Bytes before a message's own. */
  readonly head: number;
  readonly messageAt: (at: number) => HeaderMessage;
  /** Where the messages of a continuation block lie. */
  readonly next: (chunk: Chunk) => Chunk;
}

function readChunks(file: Hdf5File, first: Chunk, layout: HeaderLayout): readonly HeaderMessage[] {
  const messages: HeaderMessage[] = [];
  const seen = new Set<number>();
  const chunks = [first];
  // Continuations are appended to the list while it is walked.
  for (const { start, end } of chunks) {
    for (let at = start; at + layout.head <= end; ) {
      const message = layout.messageAt(at);
      file.budget.spendInstructions(1);
      check(message, end);
      messages.push(message);
      at = message.end;
      if (message.type !== MESSAGE.continuation) continue;
      const chunk = continuationAt(file, message.start);
      if (seen.has(chunk.start)) throw malformed(message.start, 'a header goes on in itself');
      seen.add(chunk.start);
      file.claims.add(chunk.start, chunk.end - chunk.start, 'continuation of an object header');
      chunks.push(layout.next(chunk));
    }
  }
  return messages;
}

function continuationAt(file: Hdf5File, at: number): Chunk {
  const start = file.view.uint(at, file.offsetSize);
  return { start, end: start + file.view.uint(at + file.offsetSize, file.lengthSize) };
}

function check(message: HeaderMessage, end: number): void {
  if (message.end > end) throw malformed(message.start, 'a message reaches beyond its header');
  if (KNOWN.has(message.type)) return;
  throw unsupported(message.start, `a header message of type ${message.type}`);
}
