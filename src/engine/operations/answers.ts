/** What a model is taught to answer. */
export interface AnswerOperations {
  /** Of preference pairs: what one side alone has. */
  preferences(): Promise<PreferenceFacts>;
  /**
   * For each set of records, words that their answers hold far more often than other answers.
   *
   * @param options.most so many answers of each set are looked at, spread over all of them.
   * @param options.against for each set, the records that it is held against; all others where absent.
   */
  answerWords(
    positions: readonly Uint32Array[],
    options: { readonly most: number; readonly against?: readonly Uint32Array[] },
  ): Promise<readonly AnswerWords[]>;
}

/** Preference pairs, both sides held against each other. */
export interface PreferenceFacts {
  readonly pairs: number;
  /** Share of pairs whose preferred side can be told, out of fold, by what the others prefer. */
  readonly agreement: number;
  /** The strongest leans of words; those in fewer than five pairs are left out. */
  readonly words: readonly PreferenceLean[];
  readonly triedWords: number;
  /** Leans of form: length, lists, emphasis and the like. */
  readonly traits: readonly PreferenceLean[];
  /** Pairs whose chosen side the other pairs would reject, in file order. */
  readonly contrary: Uint32Array;
  /** Of each of them, the chance that its chosen side is the better one. */
  readonly contraryChances: Float32Array;
}

/** In how many pairs the chosen side alone, and the rejected side alone, has something. */
export interface PreferenceLean {
  readonly name: string;
  readonly chosen: number;
  readonly rejected: number;
}

/** What the answers of some records have in common that others lack; what their prompts hold does not count. */
export interface AnswerWords {
  /** Records looked at, and others that they were held against. */
  readonly records: number;
  readonly others: number;
  /** Different words in their answers. */
  readonly tried: number;
  /** The one word that tells them apart best. */
  readonly best: WordShare | null;
  /** Words that together stand in most of their answers, and seldom elsewhere. */
  readonly words: readonly string[];
  /** Records, and others, whose answers hold at least one of them. */
  readonly covered: number;
  readonly coveredOthers: number;
  /** Of those looked at, the records whose answers hold one of the words, in file order. */
  readonly positions: Uint32Array;
}

export interface WordShare {
  readonly word: string;
  readonly hits: number;
  readonly othersWith: number;
}
