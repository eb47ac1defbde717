/** Rows of few entries (CSR): those of row `r` are `starts[r] .. starts[r + 1]`; a column may occur twice, and adds up. */
export interface SparseMatrix {
  readonly rows: number;
  readonly width: number;
  readonly starts: Uint32Array;
  readonly columns: Uint16Array;
  readonly values: Float32Array;
}
