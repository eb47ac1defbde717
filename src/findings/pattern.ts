/**
 * What a finding is about: the unit that people review (design rule 7). A pattern says what it
 * matches in words a later version of the data can be matched against.
 */
export type Pattern =
  /** Consecutive words, lower-cased as the tokeniser sees them. `^` and `$` mark the ends of a text. */
  | { readonly kind: 'word-sequence'; readonly words: readonly string[] }
  /** Words that stand in one text, in any order and at any distance. */
  | { readonly kind: 'word-set'; readonly words: readonly string[] }
  /** Consecutive characters, for scripts that are written without spaces. */
  | { readonly kind: 'character-sequence'; readonly text: string }
  /** A frame of function words and punctuation; `*` stands for one content word. */
  | { readonly kind: 'skeleton'; readonly elements: readonly string[] }
  /** Casing, length or punctuation of the whole text, for example `casing` = `all capitals`. */
  | { readonly kind: 'shape'; readonly property: string; readonly value: string }
  /** Values of structured fields that occur together: one field, or a pair. */
  | { readonly kind: 'field-values'; readonly fields: readonly FieldValue[] }
  /** Characters that a reader does not see or cannot tell apart. */
  | {
      readonly kind: 'hidden-characters';
      readonly family: string;
      readonly codePoints: readonly number[];
    }
  /** Records that are copies of each other. */
  | { readonly kind: 'copies'; readonly template: string; readonly exact: boolean }
  /** A weakness in program text, by the rule that knows it and its CWE. */
  | { readonly kind: 'code-weakness'; readonly weakness: string; readonly cwe: string }
  /**
   * How texts are written. Its elements: a function word or a mark, `-eth` (words that end so), a property
   * of the whole text (`casing = all capitals`), or two of them side by side with a blank between, where
   * `^` and `$` are the ends of a text and `*` is any other word.
   */
  | { readonly kind: 'style'; readonly elements: readonly string[] }
  /** A property of a column, for data quality. */
  | { readonly kind: 'column'; readonly column: string; readonly problem: string };

export interface FieldValue {
  readonly field: string;
  readonly value: string;
}
