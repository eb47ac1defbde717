/**
 * Random access to bytes of a known length: a file, a member of an archive, bytes in memory. The
 * one way in which a model file is read. Reading is synchronous, and holds no more than it was asked for.
 */
export interface ByteSource {
  /** In bytes. */
  readonly length: number;
  /**
   * Exactly `length` bytes from `offset`. The array is only good until the next read.
   * @throws CredenceError `DATA_TRUNCATED` where the range leaves the source, `FILE_UNREADABLE`.
   */
  read(offset: number, length: number): Uint8Array;
  /** A part of this source, with offsets of its own. */
  slice(offset: number, length: number): ByteSource;
}
