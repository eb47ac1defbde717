/** A few records by what they hold, for tests that need rows side by side. */
export interface ContentSampleOperations {
  /** A fixed sample of records, or of those at some places; the same one every time. */
  sampleContent(request: SampleRequest): Promise<ContentSample>;
}

export interface SampleRequest {
  /** No more records than these. */
  readonly most: number;
  /** Only records at these places of a column of origins, or only those elsewhere in it. */
  readonly at?: {
    readonly column: string;
    readonly values: readonly string[];
    readonly elsewhere: boolean;
  };
}

export interface ContentSample {
  /** Sampled records, ascending. */
  readonly positions: Uint32Array;
  /** Distinct words of row `r`: `words[starts[r] .. starts[r + 1])`, each an index into `texts`. */
  readonly starts: Uint32Array;
  readonly words: Uint32Array;
  readonly texts: readonly string[];
  readonly columns: readonly SampledColumn[];
}

export interface SampledColumn {
  readonly column: string;
  /** `shape` is a property of the text; `label` stands for all label columns. */
  readonly kind: 'names' | 'numbers' | 'shape' | 'label' | 'origin';
  /** By row of the sample, as text; `null` where the record has none. */
  readonly values: readonly (string | null)[];
}
