import { CredenceError } from '../../../core/error.ts';
import type { ByteView } from '../byte-view.ts';
import type { Claims } from '../claims.ts';

/** What the rest of the file is read with. */
export interface Superblock {
  /** Bytes of an address, and of a length. */
  readonly offsetSize: number;
  readonly lengthSize: number;
  /** Address of the root group's object header. */
  readonly root: number;
  /** Half the entries that nodes of groups and of chunk indexes have room for. */
  readonly leafK: number;
  readonly internalK: number;
  readonly chunkK: number;
}

/**
 * The superblock, versions 0 to 3 (HDF5 File Format Specification 3.0, §II.A). The file must begin
 * with it and end where it says: no user block before it, nothing behind the end.
 *
 * @throws CredenceError `DATA_MALFORMED`, `DATA_TRUNCATED`, `DATA_UNSUPPORTED`
 */
export function readSuperblock(view: ByteView, claims: Claims): Superblock {
  const version = view.u8(8);
  if (version > 3) throw unsupported(8, `a superblock of version ${version}`);
  return version < 2 ? readOld(view, claims, version) : readNew(view, claims);
}

function readOld(view: ByteView, claims: Claims, version: number): Superblock {
  const offsetSize = requireSize(view, 13);
  const lengthSize = requireSize(view, 14);
  const places = version === 0 ? 24 : 28;
  const entry = places + 4 * offsetSize;
  requireEnds(view, { base: places, end: places + 2 * offsetSize, offsetSize });
  if (view.uint(places + 3 * offsetSize, offsetSize) !== undefinedOf(offsetSize)) {
    throw unsupported(places, 'a driver of its own');
  }
  claims.add(0, entry + 2 * offsetSize + 24, 'superblock');
  return {
    offsetSize,
    lengthSize,
    root: view.uint(entry + offsetSize, offsetSize),
    leafK: view.u16(16),
    internalK: view.u16(18),
    chunkK: version === 0 ? 32 : view.u16(24),
  };
}

function readNew(view: ByteView, claims: Claims): Superblock {
  const offsetSize = requireSize(view, 9);
  const lengthSize = requireSize(view, 10);
  requireEnds(view, { base: 12, end: 12 + 2 * offsetSize, offsetSize });
  if (view.uint(12 + offsetSize, offsetSize) !== undefinedOf(offsetSize)) {
    throw unsupported(12 + offsetSize, 'an extension of its superblock');
  }
  claims.add(0, 16 + 4 * offsetSize, 'superblock');
  const root = view.uint(12 + 3 * offsetSize, offsetSize);
  return { offsetSize, lengthSize, root, leafK: 4, internalK: 16, chunkK: 32 };
}

/** The address that stands for "nowhere": all bits set, which `ByteView.uint` reads as infinite. */
export function undefinedOf(offsetSize: number): number {
  return offsetSize === 8 ? Number.POSITIVE_INFINITY : 256 ** offsetSize - 1;
}

function requireSize(view: ByteView, at: number): number {
  const size = view.u8(at);
  if (size === 2 || size === 4 || size === 8) return size;
  throw unsupported(at, `addresses of ${size} bytes`);
}

function requireEnds(
  view: ByteView,
  place: { readonly base: number; readonly end: number; readonly offsetSize: number },
): void {
  if (view.uint(place.base, place.offsetSize) !== 0) throw unsupported(place.base, 'a user block');
  const end = view.uint(place.end, place.offsetSize);
  if (end === view.length) return;
  const what =
    end < view.length ? `${view.length - end} bytes lie behind` : 'it lacks bytes before';
  throw new CredenceError(
    'DATA_MALFORMED',
    `Its HDF5 structure is broken: ${what} its stated end`,
    {
      at: { byte: Math.min(end, view.length) },
    },
  );
}

export function unsupported(byte: number, what: string): CredenceError {
  return new CredenceError('DATA_UNSUPPORTED', `It uses ${what}, which Credence does not read`, {
    at: { byte: Math.max(0, byte) },
  });
}

/** @throws CredenceError `DATA_MALFORMED` where a structure does not begin with its signature. */
export function requireSignature(
  view: ByteView,
  address: number,
  { signature, what }: { readonly signature: string; readonly what: string },
): void {
  if (view.startsWith(signature, address)) return;
  throw malformed(Math.min(address, view.length), what);
}

export function malformed(byte: number, what: string): CredenceError {
  return new CredenceError('DATA_MALFORMED', `Its HDF5 structure is broken: ${what}`, {
    at: { byte: Math.max(0, byte) },
  });
}
