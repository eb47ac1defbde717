import type { ColumnDistribution } from '../engine/operations/columns.ts';
import type { DatasetDescription } from '../engine/operations/dataset-description.ts';
import { upperTail } from '../numerics/binomial-tail.ts';

/** A place that more of a pattern's records come from than its share explains. */
export interface Concentration {
  /** In words, quoted: `source “vendor”`. */
  readonly name: string;
  readonly found: number;
  readonly share: number;
  /** Share of all records that come from there. */
  readonly prior: number;
  readonly logP: number;
  readonly qValue: number;
}

const LEVEL = 0.001;
/** Share of the pattern that one place must hold, and how many times its share of all records. */
const LEAST_SHARE = 0.5;
const LEAST_LIFT = 3;

/**
 * Places that hold half of a pattern or more. Null: the pattern's records come from sources,
 * contributors and times as all records do; Chernoff bound, Bonferroni over places and patterns.
 * Strongest first.
 */
export function concentrations(
  { records }: DatasetDescription,
  columns: readonly ColumnDistribution[],
  { size, tried }: { size: number; tried: number },
): Concentration[] {
  const found = columns.flatMap(({ column, role, values, distinct }) => {
    if (role === 'label') return [];
    return values.flatMap(({ value, found: here, all }): Concentration[] => {
      const prior = all / records;
      const share = here / size;
      if (value === null || share < LEAST_SHARE || share < LEAST_LIFT * prior) return [];
      const logP = upperTail(
        { counts: [size], logits: [Math.log(prior / Math.max(1e-9, 1 - prior))] },
        here,
      ).logProbability();
      const qValue = Math.min(1, Math.exp(logP) * distinct * tried);
      const name = role === 'time' ? `one stretch of time from “${value}”` : `${column} “${value}”`;
      return qValue > LEVEL ? [] : [{ name, found: here, share, prior, logP, qValue }];
    });
  });
  return found.sort((a, b) => a.logP - b.logP);
}
