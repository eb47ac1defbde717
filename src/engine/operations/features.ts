/** Features of records, counted by outcome. */
export interface FeatureOperations {
  /** Counts every feature of a space by outcome, and returns those that lean to one. */
  countFeatures(request: CountRequest): Promise<FeatureCounts>;
  /** The records that hold each feature, in file order. */
  locate(request: LocateRequest): Promise<readonly Uint32Array[]>;
}

/** Which features are looked at. */
export type FeatureSpace =
  /** Runs of 1–5 tokens. */
  | 'words'
  /** Runs of 1–5 elements of the text's skeleton, its ends marked. */
  | 'skeletons'
  /** Runs of 1–5 elements of its outline: what joins clauses, and punctuation. */
  | 'outlines'
  /** Two to four words in one text, in any order and at any distance. */
  | 'word-sets'
  /** Values of structured fields, and shapes of the text, one at a time. */
  | 'items'
  /** Two of them in one record. */
  | 'item-pairs'
  /** Sources and contributors. */
  | 'origins';

export interface CountRequest {
  readonly space: FeatureSpace;
  /** Features in fewer records are not counted. */
  readonly minimumRecords: number;
  /** Only features at least this many standard errors over a label's share are returned. */
  readonly minimumLean: number;
  /** Longest run that is counted, 1 to 5; 5 where absent. */
  readonly longest?: number;
}

export interface FeatureCounts {
  /** How many features were counted: the number to correct for. */
  readonly tried: number;
  readonly features: readonly CountedFeature[];
  readonly note: string | null;
}

/** A feature is what it says, never a hash: its elements are text. */
export interface CountedFeature {
  readonly space: FeatureSpace;
  readonly elements: readonly string[];
  /** The engine's own ids of the elements, to be handed back with the feature; detectors read the text. */
  readonly handle: readonly number[];
  readonly records: number;
  /** Index of the label to which it leans most. */
  readonly outcome: number;
  /** Records with the feature and with that label, in either half of the data. */
  readonly hits: readonly [number, number];
  readonly recordsByHalf: readonly [number, number];
}

export interface LocateRequest {
  readonly features: readonly CountedFeature[];
}
