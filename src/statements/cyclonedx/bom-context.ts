/** What is known of a bill besides the bill. */
export interface BomContext {
  /** Signatures that were verified over the bill; a signature within it counts too. */
  readonly signatures: number;
}
