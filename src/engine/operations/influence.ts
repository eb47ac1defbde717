/** What single contributors do to a model. */
export interface InfluenceOperations {
  /**
   * How far each contributor and source moves the outputs of a ridge probe on the records of all others: fitted
   * with and without the records of each, in closed form.
   *
   * @throws TypeError where the data hold neither labels nor amounts
   */
  contributorInfluence(): Promise<ContributorInfluence>;
}

export interface ContributorInfluence {
  /** Records that the probe was fitted on; a fixed sample where there are too many. */
  readonly fittedOn: number;
  /** Columns of the probe. */
  readonly features: number;
  readonly columns: readonly ColumnInfluence[];
}

/** The influences of the places of one column that says where records come from. */
export interface ColumnInfluence {
  readonly column: string;
  readonly role: 'source' | 'contributor';
  /** Places that have records. */
  readonly places: number;
  /** Those that were measured: all, or those with most records. */
  readonly measured: number;
  /** All records first, then by label and by value of the other columns of this kind. */
  readonly slices: readonly SliceInfluence[];
}

/** The records on which outputs are compared. */
export type InfluenceSlice =
  | { readonly kind: 'all' }
  | { readonly kind: 'label'; readonly label: string }
  | { readonly kind: 'origin'; readonly column: string; readonly value: string };

export interface SliceInfluence {
  readonly slice: InfluenceSlice;
  /** Records of the slice that outputs were compared on. */
  readonly records: number;
  /** Inequality of influence between the places that were measured: 0 all alike, towards 1 one has all (Gini 1912). */
  readonly gini: number;
  /** Those of largest influence, at most 20, the largest first. */
  readonly first: readonly PlaceInfluence[];
}

export interface PlaceInfluence {
  readonly value: string;
  /** Records of it that the probe was fitted on. */
  readonly records: number;
  /** Mean absolute change of an output on records of others, when its own are taken out of the fit. */
  readonly move: number;
  /** Its part of the moves of all places that were measured. */
  readonly share: number;
}
