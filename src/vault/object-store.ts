import type { Digest } from '../core/digest.ts';

/** Where an object's bytes come from. */
export type ObjectSource =
  | FileSource
  | { readonly bytes: Uint8Array | string; readonly expected?: Digest | undefined }
  | { readonly stream: AsyncIterable<Uint8Array>; readonly expected?: Digest | undefined };

/** A regular file; links are not followed. */
export interface FileSource {
  readonly path: string;
  /** What the digest must be; other bytes are refused and not kept. */
  readonly expected?: Digest | undefined;
}

export interface StoredObject {
  readonly digest: Digest;
  /** In bytes. */
  readonly size: number;
}

export interface PutOptions {
  /** Stops between two files; what was not acknowledged is not kept. */
  readonly signal?: AbortSignal | undefined;
}

/** Something that is not as it should be. */
export interface VaultProblem {
  readonly kind: 'altered' | 'missing' | 'unreadable' | 'damaged-index';
  readonly digest: Digest | null;
  /** Where, for people: a path, and the offset within it where there is one. */
  readonly path: string;
  readonly byte: number | null;
  readonly message: string;
}

export interface VaultReport {
  /** Objects whose bytes were read and hashed. */
  readonly objects: number;
  readonly bytes: number;
  /** Empty when everything is as it was put. */
  readonly problems: readonly VaultProblem[];
  /** Files that are no objects; nothing vouches for them, and nothing reads them. */
  readonly strays: readonly string[];
}

export interface GarbageOptions {
  /** How long an object is kept that nobody refers to yet, in milliseconds; a day unless told. */
  readonly graceMs?: number | undefined;
}

export interface GarbageReport {
  readonly removed: readonly Digest[];
  /** Bytes of the removed objects. */
  readonly bytes: number;
}

/**
 * Bytes by their SHA-256: written once, never changed, verified whenever they are read. What a put
 * acknowledges is on the disk.
 */
export interface ObjectStore {
  /**
   * Stores one object.
   *
   * @throws CredenceError `INTEGRITY_FAILED` when it is not what was expected; `FILE_NOT_FOUND`,
   * `FILE_UNREADABLE` for its source; `STORAGE_FAILED`
   */
  put(source: ObjectSource, options?: PutOptions): Promise<StoredObject>;

  /**
   * Stores many objects, acknowledged together after one flush; all or an error. In the order of the
   * sources. Errors as for `put`.
   */
  putAll(
    sources: Iterable<ObjectSource> | AsyncIterable<ObjectSource>,
    options?: PutOptions,
  ): Promise<readonly StoredObject[]>;

  /** Its size in bytes; null when it is not there. Does not read it. */
  size(digest: Digest): Promise<number | null>;

  /**
   * Its bytes in pieces. The last piece comes only after the digest of all was verified, so whoever has
   * seen the end has seen the right bytes; whoever acts on earlier pieces must be able to undo it.
   *
   * @throws CredenceError `NOT_FOUND`; `INTEGRITY_FAILED` instead of the last piece
   */
  read(digest: Digest): AsyncIterable<Uint8Array>;

  /**
   * All its bytes, verified.
   *
   * @param limit the most bytes to take into memory; 64 MiB unless told
   * @throws CredenceError `NOT_FOUND`; `INTEGRITY_FAILED`; `LIMIT_EXCEEDED`
   */
  bytes(digest: Digest, limit?: number): Promise<Buffer>;

  /** The digests of all objects; an object may come twice. */
  list(): AsyncIterable<Digest> | Iterable<Digest>;

  /** Reads and hashes the given objects, or all there are. Damage is reported, not thrown. */
  verify(digests?: Iterable<Digest>, options?: PutOptions): Promise<VaultReport>;

  /**
   * Removes objects that are not live and that nobody put, or put again, within the time of grace, also
   * from another process.
   */
  collectGarbage(live: ReadonlySet<Digest>, options?: GarbageOptions): Promise<GarbageReport>;

  close(): Promise<void>;
}
