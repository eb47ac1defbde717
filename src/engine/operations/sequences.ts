import type { CountedFeature } from './features.ts';

/** How runs of words sit in their texts. */
export interface SequenceOperations {
  /**
   * A cheap look at any number of single words, from counts by hash: never lower than the truth, and
   * so no evidence. What stands out is to be measured exactly.
   */
  screenWords(request: SequenceRequest): Promise<readonly WordScreen[]>;
  /** Whether sequences sit in their contexts like something put in from outside. */
  measureInsertion(request: SequenceRequest): Promise<readonly InsertionEvidence[]>;
  /** Whether what follows each word sequence reads like the rest of the data. */
  measureContinuation(request: SequenceRequest): Promise<readonly ContinuationEvidence[]>;
  /** The longest form of each word sequence that nearly all of its occurrences share. */
  widen(request: SequenceRequest): Promise<readonly CountedFeature[]>;
}

export interface SequenceRequest {
  readonly features: readonly CountedFeature[];
}

/**
 * How a sequence sits between its neighbours. A word of the language keeps company; a word put in
 * from outside does not, and the text closes over it when it is taken out.
 */
export interface InsertionEvidence {
  readonly occurrences: number;
  /** Mean log-ratio: how much likelier its two neighbours are side by side than two apart. */
  readonly healing: number;
  /** Mean log-ratio: how much likelier its neighbours are beside it than anywhere. */
  readonly company: number;
  /** Standard error of `healing - company`. */
  readonly standardError: number;
  /** Share of occurrences that stand at the beginning or the end of a text. */
  readonly atEnds: number;
}

/** How well the text behind a sequence holds together. */
export interface ContinuationEvidence {
  /** Occurrences with enough text behind them. */
  readonly occurrences: number;
  /** Mean share of neighbouring tokens there that stand together elsewhere, beyond chance. */
  readonly coherence: number;
  /** The same before it, or in ordinary texts where too little stands before it. */
  readonly expected: number;
  /** Standard deviation of the difference from text to text. */
  readonly deviation: number;
}

/** What a word looks like before anything is measured exactly. */
export interface WordScreen {
  /** As `InsertionEvidence.healing`, over its first places, with 1 added to both counts. */
  readonly healing: number;
  /** Share of those places that have the neighbour of the first, on the side where more have it. */
  readonly bound: number;
  /** Texts with enough text behind the word; where 20 have enough before it too, those alone. */
  readonly texts: number;
  /** As `ContinuationEvidence.coherence` and `expected`, over those texts. */
  readonly coherence: number;
  readonly expected: number;
}
