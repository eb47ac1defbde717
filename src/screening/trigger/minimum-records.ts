/**
 * In how many records a feature must occur to be looked at. Fewer cannot be told from chance once
 * all features are corrected for; and what a model needs to learn a trigger does not grow in step
 * with the data (Souly et al. 2025: 250 documents, whatever the size), so neither does this.
 */
export function minimumRecords(records: number): number {
  if (records < 20_000) return 5;
  if (records < 100_000) return 8;
  return records < 1_000_000 ? 12 : 20;
}
