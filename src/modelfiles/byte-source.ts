/**
 * Random access to bytes of a known length: a file, a member of an archive, bytes in memory. The
 * one way in which a model file is read. Reading is synchronous, and holds no more than it was asked for.
 */
export interface ByteSource {
  /** In bytes. */
  readonly length: number;
  /**
   * All of its bytes, where they lie in memory while it is open; `null` where they do not. Whoever
   * reads byte by byte need not ask for each.
   */
  readonly resident: Uint8Array | null;
  /**
   * Exactly `length` bytes from `offset`. The array is only good until the next read.
   * @throws CredenceError `DATA_TRUNCATED` where the range leaves the source, `FILE_UNREADABLE`.
   */
  read(offset: number, length: number): Uint8Array;
  /** A part of this source, with offsets of its own. */
  slice(offset: number, length: number): ByteSource;
  /**
   * Has a checksum verified when the bytes go by in the one pass that also hashes them, so that
   * large members are not read twice. A range that leaves the source is refused as in `read`.
   */
  expect(checksum: ExpectedChecksum): void;
}

/** What a container claims of some of its bytes. */
export interface ExpectedChecksum {
  readonly offset: number;
  readonly length: number;
  /** CRC-32 (ISO 3309, as zip and gzip use it), unsigned. */
  readonly crc32: number;
  /** Whose bytes these are, as the container names it: hostile. */
  readonly name: string;
}
