import type { Digest } from '../../core/digest.ts';

export interface DatasetDescription {
  readonly name: string;
  readonly digest: Digest;
  readonly records: number;
  readonly hasText: boolean;
  readonly labels: readonly string[];
  /** Records by label, in the order of `labels`; a record with several labels counts in each. */
  readonly labelCounts: readonly number[];
  /**
   * What the labels are: those of a column, or behaviours that were found in the responses that a
   * model is to learn.
   */
  readonly outcomes: 'labels' | 'behaviours';
  /**
   * By label: whether it is a manner of answering that subjects have by nature, as to begin with
   * `SELECT`. A topic decides it, so that a word must show more than that it does.
   */
  readonly manners: readonly boolean[];
  /** Whether there is program text to look at: responses, or texts that say they are code. */
  readonly mayHoldCode: boolean;
  /** Whether records are pairs of a preferred and a rejected answer. */
  readonly hasPairs: boolean;
  /** Why the label column cannot serve as an outcome, or `null` where it can. */
  readonly labelProblem: string | null;
  /** Whether records have several labels, more than now and then. */
  readonly severalLabels: boolean;
  /** The label column, where it holds amounts that a regression is to predict; else `null`. */
  readonly amount: string | null;
  /** Columns that are joined to the text of a record. */
  readonly textColumns: readonly string[];
  /** Whether the data hold prompts with the responses that a model is to learn. */
  readonly teaches: boolean;
  readonly fields: readonly string[];
  /** Columns that say where records come from: source, contributor, time. */
  readonly origins: readonly string[];
  /** Share of records whose text is mostly in a script written without spaces. */
  readonly spacelessShare: number;
  readonly meanTokens: number;
  /** What was assumed of times, or could not be read of them, as sentences. */
  readonly timeNotes: readonly string[];
  /** Columns with so many different values that none of them was looked at. */
  readonly unlooked: readonly string[];
}
