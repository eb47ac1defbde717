/** Passages that a model is to look up. */
export interface PassageOperations {
  /** Groups of passages that copy one question and then say alike in other words. */
  sharedQuestions(): Promise<SharedQuestions>;
  /** Passages that a search by words would find for unusually many queries. */
  queryMagnets(): Promise<QueryMagnets>;
}

export interface SharedQuestions {
  /** Strongest first, at most 5,000. */
  readonly groups: readonly SharedQuestion[];
  /** Records looked at: the first of them where there are too many. */
  readonly records: number;
  /** Clauses that begin like another. */
  readonly clauses: number;
}

/** Passages that hold one question. Means are over its passages, each with the one most like it. */
export interface SharedQuestion {
  /** Its tokens. */
  readonly question: readonly string[];
  /** Ascending. */
  readonly positions: Uint32Array;
  /** Of each of them: how much it takes the question up, plus how alike it is, less what is copied. */
  readonly scores: Float32Array;
  readonly score: number;
  /** Share of the question's content, by weight, that comes up again behind it. */
  readonly takenUp: number;
  /** Cosine of the weighted content words beside the question. */
  readonly alike: number;
  /** Share of runs of three tokens in common beside the question. */
  readonly verbatim: number;
  /** Whether it is a question by its form and begins most of them, and is not merely shared. */
  readonly asks: boolean;
}

export interface QueryMagnets {
  /** Strongest first, at most 500, with a p-value of 0.001 at most (which chance alone gives to some of many passages). */
  readonly magnets: readonly QueryMagnet[];
  /** Different queries asked: a fixed sample of about 2,000. */
  readonly queries: number;
  /** Of these, questions by their form, or from a column of queries; the others are first clauses of passages. */
  readonly asked: number;
  /** Passages that were ranked, copies of one counted once. */
  readonly passages: number;
  /** Passages that each query finds; 0 where there is too little to judge. */
  readonly most: number;
}

/** A passage, with its copies. */
export interface QueryMagnet {
  /** The first of its copies. */
  readonly position: number;
  /** Ascending. */
  readonly positions: Uint32Array;
  /** Queries that find it among the first. */
  readonly found: number;
  /** Queries that find a passage of its length. */
  readonly expected: number;
  /** Queries that it holds nearly whole, by weight; its own aside. */
  readonly repeated: number;
  readonly logP: number;
  /** Bonferroni over passages. */
  readonly qValue: number;
}
