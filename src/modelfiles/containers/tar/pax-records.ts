import { malformed } from './tar-header.ts';

/** What an extended header may say (POSIX.1-2001 pax), and what of it decides how the next entry is read. */
const DECIDING: ReadonlySet<string> = new Set(['path', 'linkpath', 'size']);
const HARMLESS =
  /^(?:[amc]time|[ug]id|[ug]name|comment|charset|LIBARCHIVE\.creationtime|SCHILY\.(?:dev|ino|nlink))$/;

/** What an extended header says of the next entry. */
export interface PaxRecords {
  readonly path?: string;
  readonly size?: number;
}

/**
 * Reads the records `length key=value\n` of an extended header, strictly.
 *
 * @param offset of the bytes, for messages
 * @param isGlobal whether they hold for all entries: then none may decide how those are read
 */
export function readPaxRecords(
  bytes: Uint8Array,
  { offset, isGlobal }: { readonly offset: number; readonly isGlobal: boolean },
): PaxRecords {
  const records = new Map<string, string>();
  const all = Buffer.from(bytes);
  for (let at = 0; at < all.length; ) {
    const length = Number(/^([1-9][0-9]{0,9}) /.exec(all.toString('latin1', at, at + 12))?.[1]);
    const record = decode(all.subarray(at, at + length));
    const [, key, value] = /^[0-9]+ ([^=]+)=(.*)\n$/s.exec(record ?? '') ?? [];
    if (!(at + length <= all.length) || key === undefined || value === undefined) {
      throw malformed('has an extended header that cannot be read', offset + at);
    }
    const known = DECIDING.has(key) ? !isGlobal : HARMLESS.test(key);
    if (!known || records.has(key) || value.includes('\0')) {
      throw malformed('has an extended header that readers take in different ways', offset + at);
    }
    records.set(key, value);
    at += length;
  }
  const [path, size] = [records.get('path'), records.get('size')];
  if (size !== undefined && !/^[0-9]{1,15}$/.test(size)) {
    throw malformed('gives a size that is no number', offset);
  }
  return {
    ...(path === undefined ? {} : { path }),
    ...(size === undefined ? {} : { size: Number(size) }),
  };
}

function decode(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes).toString('utf8');
  return Buffer.compare(Buffer.from(text), bytes) === 0 ? text : undefined;
}
