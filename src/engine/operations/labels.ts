import type { Digest } from '../../core/digest.ts';

/** Labels held against what the rest of the data would have them be. */
export interface LabelOperations {
  /**
   * Which labels look wrong, and whose: by predictions that neither a record nor any other record of
   * its contributor has taught, or by probabilities that the user gives.
   */
  judgeLabels(): Promise<LabelJudgement>;
  /** Of the records named, those that have a label. */
  withOutcome(positions: Uint32Array, outcome: number): Promise<Uint32Array>;
}

/** Whose predictions labels are judged by. */
export type LabelJudge =
  /** The linear model of words and fields, out of fold. */
  | { readonly kind: 'out-of-fold' }
  /** Probabilities of the user's own model. */
  | {
      readonly kind: 'given';
      readonly file: string;
      /** SHA-256 of the file. */
      readonly digest: Digest;
      /** What was inferred about it, as sentences. */
      readonly notes: readonly string[];
    };

/** Given labels beside what the rest of the data would have them be. */
export interface LabelJudgement {
  readonly judge: LabelJudge;
  /** Records that were judged: those with one label, or a fixed sample of them. Ascending. */
  readonly positions: Uint32Array;
  /** Of each of them how well its label fits, 0 to 1 (normalised margin). */
  readonly quality: Float32Array;
  /** Records whose label is probably wrong (confident learning, pruned by noise rate). Ascending. */
  readonly issues: Uint32Array;
  /** Of those, from what to what; the commonest first. */
  readonly flips: readonly LabelFlip[];
  /** By column that says where records come from. */
  readonly columns: readonly ColumnAgreement[];
}

export interface LabelFlip {
  readonly predicted: string;
  readonly given: string;
  readonly records: number;
}

/** How the places of one column agree with what is predicted. */
export interface ColumnAgreement {
  readonly column: string;
  readonly role: 'source' | 'contributor' | 'time';
  /** Places with enough records to be looked at. */
  readonly tried: number;
  /** Share of labels that differ, of each of those. */
  readonly shares: readonly number[];
  /** Those that differ most beyond what is expected of them, at most 200. */
  readonly places: readonly PlaceAgreement[];
}

export interface PlaceAgreement {
  readonly value: string;
  readonly records: number;
  /** Labels that differ from the prediction, and as many as would do so if this place were like the others. */
  readonly differ: number;
  readonly expected: number;
  /** By predicted label: records here, and the share that differs in all other places. */
  readonly chances: { readonly counts: readonly number[]; readonly rates: readonly number[] };
  /** Records whose label differs. Ascending. */
  readonly positions: Uint32Array;
  readonly flips: readonly LabelFlip[];
}
