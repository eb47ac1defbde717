/** Where entries come from, in their order; the authority from which tiles are derived. */
export interface LeafSource {
  /** How many there are. */
  size(): number | Promise<number>;
  /** The bytes of entries `from` (included) to `to` (excluded). */
  read(from: number, to: number): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}
