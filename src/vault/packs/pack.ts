import { hash } from 'node:crypto';
import { basename } from 'node:path';
import { type Digest, digestOf } from '../../core/digest.ts';
import type { FileSystem, OpenFile } from '../../core/storage/file-system.ts';
import { readWhole } from '../file-chunks.ts';
import { hexOf } from '../object-path.ts';
import {
  DIGEST_BYTES,
  FOOTER_BYTES,
  formatEntry,
  INDEX_ENTRY_BYTES,
  indexEntry,
  PACK_START,
  type PackedObject,
  parseFooter,
  parseRecordHeader,
  RECORD_HEADER_BYTES,
} from './pack-format.ts';

/** A pack's index, in memory; 44 bytes an object. */
export class Pack {
  readonly path: string;
  /** Whether the index is what the pack's name says; otherwise it was rebuilt by reading. */
  readonly intact: boolean;
  readonly #index: Buffer;

  private constructor(path: string, index: Buffer, intact: boolean) {
    this.path = path;
    this.#index = index;
    this.intact = intact;
  }

  /** @throws CredenceError `FILE_UNREADABLE`, `FILE_NOT_FOUND` */
  static open(path: string, files: FileSystem): Pack {
    const file = files.open(path);
    try {
      const index = readIndex(file, files);
      return index === null
        ? new Pack(path, rebuildIndex(file, files), false)
        : new Pack(path, index, true);
    } finally {
      files.close(file);
    }
  }

  /** How many objects it holds. */
  get count(): number {
    return this.#index.length / INDEX_ENTRY_BYTES;
  }

  /** The objects in the order of their digests. */
  *objects(): Generator<PackedObject> {
    for (let at = 0; at < this.count; at += 1) yield indexEntry(this.#index, at);
  }

  /** Where an object is, by binary search; null when it is not in this pack. */
  find(digest: Digest): PackedObject | null {
    const wanted = Buffer.from(hexOf(digest), 'hex');
    let low = 0;
    let high = this.count - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const start = middle * INDEX_ENTRY_BYTES;
      const order = this.#index.compare(wanted, 0, DIGEST_BYTES, start, start + DIGEST_BYTES);
      if (order === 0) return indexEntry(this.#index, middle);
      if (order < 0) low = middle + 1;
      else high = middle - 1;
    }
    return null;
  }

  /** The data of an object of this pack; null when they are not what their digest says. */
  read({ digest, offset, length }: PackedObject, files: FileSystem): Buffer | null {
    const file = files.open(this.path);
    try {
      if (offset + length > file.size) return null;
      const data = Buffer.allocUnsafe(length);
      const count = readWhole(file, data, { at: offset, files });
      return count === length && digestOf(data) === digest ? data : null;
    } finally {
      files.close(file);
    }
  }
}

/** The index, if it is the one that the name of the pack stands for. */
function readIndex(file: OpenFile, files: FileSystem): Buffer | null {
  const footerAt = file.size - FOOTER_BYTES;
  if (footerAt < PACK_START.length) return null;
  const bytes = Buffer.alloc(FOOTER_BYTES);
  readWhole(file, bytes, { at: footerAt, files });
  const footer = parseFooter(bytes);
  if (footer === null || basename(file.path, '.pack') !== footer.indexHash) return null;
  const length = footer.count * INDEX_ENTRY_BYTES;
  if (footerAt - length < PACK_START.length) return null;
  const index = Buffer.alloc(length);
  readWhole(file, index, { at: footerAt - length, files });
  return hash('sha256', index, 'hex') === footer.indexHash ? index : null;
}

/** The index that follows from the objects themselves: those that are whole, as far as lengths lead. */
function rebuildIndex(file: OpenFile, files: FileSystem): Buffer {
  const entries = new Map<Digest, Buffer>();
  const header = Buffer.alloc(RECORD_HEADER_BYTES);
  for (let at = PACK_START.length; at + RECORD_HEADER_BYTES <= file.size; ) {
    readWhole(file, header, { at, files });
    const object = parseRecordHeader(header, at);
    const end = object.offset + object.length;
    if (end > file.size) break;
    const data = Buffer.allocUnsafe(object.length);
    readWhole(file, data, { at: object.offset, files });
    if (digestOf(data) === object.digest) entries.set(object.digest, formatEntry(object));
    at = end;
  }
  return Buffer.concat([...entries.values()].sort(Buffer.compare));
}
