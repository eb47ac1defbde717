import type { LabelShare } from './copies.ts';

/** Columns and where records come from. */
export interface ColumnOperations {
  /** Which values of the columns that say where records come from hold these records. */
  distribution(positions: Uint32Array): Promise<readonly ColumnDistribution[]>;
  quality(): Promise<QualityFacts>;
  /** How the values of every column but texts and times are distributed. */
  profile(): Promise<readonly ColumnProfile[]>;
}

export interface ColumnDistribution {
  readonly column: string;
  readonly role: 'label' | 'source' | 'contributor' | 'time';
  /** Largest share first; the rest is summed under `null`. */
  readonly values: readonly ValueShare[];
  readonly distinct: number;
}

export interface ValueShare {
  readonly value: string | null;
  readonly found: number;
  readonly all: number;
}

/** How the values of one column are distributed. */
export type ColumnProfile =
  | {
      readonly kind: 'categories';
      readonly column: string;
      readonly missing: number;
      readonly records: number;
      /** The commonest, at most 1,000. */
      readonly values: readonly { readonly value: string; readonly records: number }[];
    }
  | {
      readonly kind: 'numbers';
      readonly column: string;
      readonly missing: number;
      readonly records: number;
      /** Values below which equal parts of the records lie, ascending; the first is the least. */
      readonly quantiles: Float64Array;
    };

export interface QualityFacts {
  readonly missing: readonly { readonly column: string; readonly records: number }[];
  readonly emptyTexts: Uint32Array;
  readonly scripts: readonly { readonly script: string; readonly records: number }[];
  readonly constantColumns: readonly string[];
  readonly rareLabels: readonly LabelShare[];
}
