/**
 * One column of a batch, columnar: every value as UTF-8 text, end to end.
 *
 * Numbers, booleans and times are the text that the source wrote (or its shortest exact form), so
 * that an id beyond 2^53 stays exact. `offsets` has one entry more than there are values; value
 * `i` is `bytes[offsets[i] .. offsets[i + 1])`.
 */
export interface TextColumn {
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
  /** One entry a record: 1 where the source has no value (null, absent, an empty CSV cell). */
  readonly missing: Uint8Array;
  /**
   * Only where a record may hold several values: record `r` owns the values
   * `lists[r] .. lists[r + 1]`. Where absent, record `r` owns value `r`.
   */
  readonly lists?: Uint32Array;
}
