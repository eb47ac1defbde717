import type { SequenceColumn } from './columns/sequence-column.ts';

/** Stands for "this record has no value here". */
export const NO_ID = 0xffff_ffff;

export const FOLDS = 4;

/**
 * A dataset as the embedded engine holds it: ids in shared memory, or spilled. Plain data, so that
 * every worker thread reads the same bytes without a copy.
 */
export interface Store {
  readonly records: number;
  readonly tokens: SequenceColumn;
  readonly vocabulary: Vocabulary;
  readonly items: ItemColumns;
  readonly labels: LabelColumn;
  /** Labels that are amounts to be predicted, NaN where a record has none; `null` where they are classes. */
  readonly amounts: Float64Array | null;
  /** Fold of each record, 0 to `FOLDS - 1`; copies of one text share it. Halves are its parity. */
  readonly folds: Uint8Array;
}

/** Token texts in order of falling frequency; a token's id is its rank. */
export interface Vocabulary {
  readonly size: number;
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
  /** Occurrences by token id. */
  readonly frequency: Uint32Array;
  /** 1 where the token is punctuation. */
  readonly punctuation: Uint8Array;
  /** 1 where the token belongs to the frame of a sentence: function words and punctuation. */
  readonly frameTokens: Uint8Array;
}

/** Discrete values of records that are not text: fields, bins of numbers, shapes of the text. */
export interface ItemColumns {
  readonly columns: readonly ItemColumn[];
  /** Items of all columns together; ids are dense over all of them. */
  readonly count: number;
  readonly recordsByItem: Uint32Array;
  /** Columns that were left out: they have too many different values. */
  readonly unlooked: readonly string[];
}

export interface ItemColumn {
  readonly name: string;
  /**
   * What the values are: as written, a range that a number falls into, a property of the text, or
   * the source or contributor of a record.
   */
  readonly kind: 'value' | 'range' | 'shape' | 'origin';
  /** Share of the errors of guessing the commonest label that this column's values take away. */
  readonly determination: number;
  /** First item id of this column. */
  readonly firstItem: number;
  /** Item id by record, or `NO_ID`. */
  readonly ids: Uint32Array;
  readonly texts: readonly string[];
}

export interface LabelColumn {
  /** Label ids of all records, end to end. */
  readonly ids: Uint32Array;
  /** End of each record's labels. */
  readonly ends: Uint32Array;
  /** None where there are too many to be looked at. */
  readonly texts: readonly string[];
  readonly counts: Uint32Array;
  readonly tooMany: boolean;
}

/** More labels than this are a text, a number or an id, and no outcome that could be counted by. */
export const MOST_OUTCOMES = 1000;

/** How many labels serve as outcomes: all of them, or none where they are too many. */
export function outcomesOf({ texts }: LabelColumn): number {
  return texts.length > MOST_OUTCOMES ? 0 : texts.length;
}

/** The text of a token. */
export function tokenText(vocabulary: Pick<Vocabulary, 'bytes' | 'offsets'>, id: number): string {
  const start = vocabulary.offsets[id] as number;
  const end = vocabulary.offsets[id + 1] as number;
  return Buffer.from(
    vocabulary.bytes.buffer,
    vocabulary.bytes.byteOffset + start,
    end - start,
  ).toString('utf8');
}

/** A column that decides the label this far is the label in other words: no model may see it. */
export const LEAK = 0.6;
/** A column that decides the label this far does so by its nature: its values are no triggers. */
export const DECIDES = 0.15;
