export interface LeavesTable {
  /** From 0, without gaps. */
  readonly position: number;
  readonly entry: Uint8Array;
}
