/** Those who label, held against each other and against what is known. */
export interface ReviewerOperations {
  /** How contributors agree on records with one and the same text; `null` where none are shared. */
  labellerAgreement(): Promise<LabellerAgreement | null>;
  /** Labels of the records that decide nothing by themselves, by contributor and source. */
  boundaryLabels(): Promise<BoundaryLabels>;
  /** Labels of records whose true label is known, by contributor and source. */
  reviewAgainst(answers: readonly KnownAnswer[]): Promise<KnownAnswerReview>;
}

/** An item and the label that it should have. */
export interface KnownAnswer {
  readonly text: string;
  readonly label: string;
}

export interface LabellerAgreement {
  readonly column: string;
  /** Texts that two contributors or more have labelled, and the labels that they gave. */
  readonly items: number;
  readonly labels: number;
  /**
   * Krippendorff's coincidences: each pair of unlike labels of one item counts one over the number of its
   * labels less one, in both orders.
   */
  readonly unlike: number;
  /** Labels given to shared items, by label. */
  readonly byLabel: readonly number[];
  /** Those with most shared items first, at most 500. */
  readonly labellers: readonly LabellerCount[];
  /** Those who share most items first, at most 2,000. */
  readonly pairs: readonly LabellerPair[];
}

export interface LabellerCount {
  readonly value: string;
  /** Shared items of which most other labels agree, and those that got another label here. */
  readonly items: number;
  readonly differ: number;
  /** Records with the differing labels. Ascending. */
  readonly positions: Uint32Array;
}

export interface LabellerPair {
  readonly first: string;
  readonly second: string;
  readonly shared: number;
  readonly agreed: number;
  /** As many would agree if both drew from their own labels of the shared items. */
  readonly byChance: number;
  /**
   * Items of more than two labellers, to which both give one label that is not the likely one, though
   * another gave that; and as many as there would be if each deviated by himself.
   */
  readonly deviated: number;
  readonly deviatedByChance: number;
}

/**
 * Of the tenth of records whose two likeliest labels are closest: how many are given which label. Cell
 * `likely * labels + given`. Nothing is counted where there are more than 30 labels.
 */
export interface BoundaryLabels {
  readonly labels: readonly string[];
  readonly all: Uint32Array;
  readonly columns: readonly BoundaryColumn[];
}

export interface BoundaryColumn {
  readonly column: string;
  readonly role: 'source' | 'contributor';
  /** Places with 20 such records or more, at most 200. */
  readonly places: readonly string[];
  readonly counts: readonly Uint32Array[];
}

export interface KnownAnswerReview {
  /** Answers that stand in the data, and records with their texts and one label. */
  readonly found: number;
  readonly records: number;
  readonly wrong: number;
  readonly columns: readonly ReviewedColumn[];
}

export interface ReviewedColumn {
  readonly column: string;
  readonly role: 'source' | 'contributor';
  /** At most 1,000, those with most wrong answers first. */
  readonly places: readonly ReviewedPlace[];
}

export interface ReviewedPlace {
  readonly value: string;
  readonly records: number;
  readonly wrong: number;
  /** The commonest wrong answer. */
  readonly commonest: {
    readonly answer: string;
    readonly given: string;
    readonly records: number;
  } | null;
  /** Records with a wrong label. Ascending. */
  readonly positions: Uint32Array;
}
