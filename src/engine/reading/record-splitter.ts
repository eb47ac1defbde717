/**
 * Cuts a stream of bytes into records. After `next()` returned `record`, the record is
 * `bytes[start .. end)` and begins on the 1-based `line`; the bytes hold until the next call.
 */
export interface RecordSplitter {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  feed(block: Buffer): void;
  /** There will be no more blocks. */
  finish(): void;
  /** `more` asks for another block, or, after `finish`, says that this was all. */
  next(): 'record' | 'too long' | 'more';
}
