/** How labels are learnt, and by what. */
export interface LearningOperations {
  /**
   * Loss of each label while the linear model of the outcome is taught: after it has seen every record once, and at its
   * end. What one strong feature tells is learnt early, a wrong label late and only by heart.
   */
  learningLosses(): Promise<LearningLosses>;
  /** Means of these over groups of records, of each over those that taught the model. */
  meanLosses(groups: readonly Uint32Array[]): Promise<readonly MeanLosses[]>;
  /** By label, the words and values that weigh most in the linear model of the outcome. */
  tellingFeatures(most: number): Promise<readonly TellingFeatures[]>;
  /**
   * Labels of data whose records may have several, each against the rest: which are missing and which are too many, by
   * probabilities that neither a record nor any other record of its contributor has taught.
   */
  judgeLabelSets(): Promise<LabelSetJudgement>;
}

export interface LearningLosses {
  /** Labelled records that the model was taught by; a fixed sample where there are too many. Ascending. */
  readonly positions: Uint32Array;
  /** Negative logarithm of the probability of its label (of several, the mean), met in the second pass. */
  readonly early: Float32Array;
  /** The same, met in the last pass. Both are means over the folds that a record has taught. */
  readonly late: Float32Array;
}

export interface MeanLosses {
  /** Records of the group that taught the model; where there are none, both means are 0. */
  readonly records: number;
  readonly early: number;
  readonly late: number;
}

export interface TellingFeatures {
  readonly label: string;
  /** Heaviest first: mean weight over folds, less the mean over labels. */
  readonly features: readonly WeighedFeature[];
}

export interface WeighedFeature {
  /** A word, or `column=value`. */
  readonly feature: string;
  readonly weight: number;
}

export interface LabelSetJudgement {
  /** Records that were judged: those with a label, or a fixed sample of them. Ascending. */
  readonly positions: Uint32Array;
  /** How well the labels of each fit together, 0 to 1. */
  readonly quality: Float32Array;
  /** Those with an issue, by label; those with most issues first. */
  readonly labels: readonly LabelSetIssues[];
}

export interface LabelSetIssues {
  readonly label: string;
  /** Records that probably should have it. Ascending. */
  readonly missing: Uint32Array;
  /** Records that probably should not. Ascending. */
  readonly superfluous: Uint32Array;
}
