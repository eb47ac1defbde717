/** Records that repeat one another. */
export interface CopyOperations {
  /** Clusters of exact and near copies. */
  copyClusters(): Promise<CopyClusters>;
}

export interface CopyClusters {
  readonly clusters: readonly CopyCluster[];
  /** Records that are an exact copy of an earlier one. */
  readonly exactCopies: number;
  readonly note: string | null;
}

export interface CopyCluster {
  readonly positions: Uint32Array;
  /** How many of them differ from the first by not one byte. */
  readonly exact: number;
  readonly labels: readonly LabelShare[];
}

export interface LabelShare {
  readonly label: string;
  readonly records: number;
}
