import { crc32 } from 'node:zlib';
import { CredenceError } from '../../../core/error.ts';
import type { ByteSource } from '../../byte-source.ts';
import type { UnpackContext } from '../../inspection.ts';
import { inflateRaw } from '../deflate/inflate.ts';
import { unpackStream } from '../stream/unpack.ts';
import type { CentralEntry } from './central-directory.ts';
import { DEFLATED, STORED } from './entry-faults.ts';
import { type EntryData, shownName } from './local-header.ts';

/** An entry, and where its packed bytes lie in the archive. */
export interface PlacedEntry {
  readonly source: ByteSource;
  readonly entry: CentralEntry;
  readonly data: EntryData;
}

/**
 * The bytes of an entry: a slice where they are stored as they are, else unpacked and held against
 * size and checksum. Packed data must end where the entry ends.
 */
export function openEntry(
  { source, entry, data }: PlacedEntry,
  context: UnpackContext,
): ByteSource {
  if (entry.method === STORED) return source.slice(data.start, data.end - data.start);
  if (entry.method !== DEFLATED) {
    throw new CredenceError(
      'DATA_UNSUPPORTED',
      `${shownName(entry.name)} is packed by method ${entry.method}, which is not read`,
      { at: { byte: data.start } },
    );
  }
  const packed = source.slice(data.start, data.end - data.start);
  return unpackStream(
    {
      packedLength: packed.length,
      unpack: (sink) => {
        let sum = 0;
        let size = 0;
        const end = inflateRaw(packed, 0, (bytes) => {
          sum = crc32(bytes, sum);
          size += bytes.length;
          if (size > entry.size) throw mismatch(entry, 'unpacks to more bytes than announced');
          sink(bytes);
        });
        if (end !== packed.length) throw mismatch(entry, 'is followed by hidden bytes');
        if (size !== entry.size) throw mismatch(entry, 'unpacks to fewer bytes than announced');
        if (sum !== entry.crc32) throw mismatch(entry, 'does not have its checksum');
      },
    },
    context,
  );
}

function mismatch(entry: CentralEntry, what: string): CredenceError {
  return new CredenceError('DATA_MALFORMED', `${shownName(entry.name)} ${what}`, {
    at: { byte: entry.headerOffset },
    hint: 'Have its publisher pack the archive anew.',
  });
}
