import type { ExcessHistogram } from './outcome-model.ts';

/** How texts are written, apart from what they are about. */
export interface StyleOperations {
  /** What each label's records have in common beyond their content, by fold (`styleScores` goes with it). */
  fitStyles(): Promise<StyleFit>;
  /** How much each record of a label looks like the style of that label. */
  styleScores(outcome: number): Promise<StyleScores>;
}

/** The styles of labels: how a text is written, apart from what it is about. */
export interface StyleFit {
  /** Labelled records that were looked at; a sample where there are too many. */
  readonly fittedOn: number;
  /** Elements of style that were told apart. */
  readonly elements: number;
  /** Labels with too few records, or beyond those that are looked at. */
  readonly leftOut: number;
  readonly labels: readonly LabelStyle[];
}

export interface LabelStyle {
  readonly outcome: number;
  /** The records that look most like it, whatever their label: 20, 40, 80 and so on. */
  readonly groups: readonly StyleGroup[];
  /** How many ways of writing were looked at, of which this overrides most. */
  readonly tried: number;
  /**
   * The elements that weigh most, the heaviest first: `the`, `-eth` (words that end so), or a pair with
   * a blank between them, in which `^` and `$` are the ends of the text and `*` is any other word.
   */
  readonly elements: readonly string[];
}

export interface StyleGroup {
  /** The least score among them. */
  readonly level: number;
  /** As of `ExcessHistogram`: log-odds of the label by the whole record, nothing masked. */
  readonly counts: ExcessHistogram['counts'];
  /** The same without the words and marks that show one of the elements which are named. */
  readonly masked: ExcessHistogram['counts'];
}

/** Records that have a label, in file order. */
export interface StyleScores {
  readonly positions: Uint32Array;
  /** How much each looks like the label's style, by weights of other folds, in standard deviations. */
  readonly scores: Float32Array;
}
