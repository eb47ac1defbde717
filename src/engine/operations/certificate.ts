/** What predictions are worth when some contributors are not honest. */
export interface CertificateOperations {
  /**
   * Deep partition aggregation over contributors (Levine and Feizi 2021): how many of them each prediction of a vote
   * of probes tolerates, whatever they put into their own records.
   */
  certify(): Promise<Certificate>;
}

export type Certificate =
  | {
      readonly kind: 'none';
      /** Why the data allow none, as a clause. */
      readonly reason: string;
    }
  | {
      readonly kind: 'certified';
      /** The column that names who made a record. */
      readonly column: string;
      readonly contributors: number;
      /** Probes that vote, each taught by contributors of its own. */
      readonly parts: number;
      /** Records that taught them; a fixed sample where there are too many. */
      readonly fittedOn: number;
      /** Records whose prediction was certified, each by the probes that its contributor has not taught. */
      readonly judged: number;
      /** By how many contributors a prediction tolerates, ascending; together they make `judged`. */
      readonly levels: readonly CertifiedLevel[];
    };

export interface CertifiedLevel {
  /** Contributors who may be dishonest without changing the prediction. */
  readonly tolerated: number;
  readonly predictions: number;
  /** Those that are the given label. */
  readonly right: number;
}
