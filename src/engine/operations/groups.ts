/** Outcomes of the groups of records that some columns make. */
export interface GroupOperations {
  /**
   * Counts labels by group: by every combination of values of the columns named, which are fields or
   * say where records come from.
   *
   * @throws CredenceError `ROLE_UNKNOWN` where a column is none of those.
   */
  outcomesByGroup(columns: readonly string[]): Promise<GroupOutcomes>;
}

export interface GroupOutcomes {
  readonly labels: readonly string[];
  /** The largest first, at most 200; records that lack one of the values are in none. */
  readonly groups: readonly OutcomeGroup[];
  /** Groups beyond those, and their records. */
  readonly left: { readonly groups: number; readonly records: number };
}

export interface OutcomeGroup {
  /** One a column, in the order asked for. */
  readonly values: readonly string[];
  readonly records: number;
  /** Records by label, in the order of `labels`; a record with several labels counts in each. */
  readonly byLabel: readonly number[];
}
