import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LabelIssueFilter } from '../../../src/numerics/confident-learning/find-label-issues.ts';

/** What cleanlab returned for one set of labels and probabilities. */
export interface GoldenSet {
  readonly n: number;
  readonly K: number;
  readonly thresholds: readonly number[];
  readonly cj_uncal: readonly (readonly number[])[];
  readonly cj_cal: readonly (readonly number[])[];
  readonly n_offdiag: number;
  readonly num_label_issues: {
    readonly off_diagonal: number;
    readonly off_diagonal_calibrated: number;
  };
  readonly filters: Record<LabelIssueFilter, GoldenFilter>;
  readonly ranked_self_confidence_top20: readonly number[];
  readonly ranked_normalized_margin_top20: readonly number[];
  readonly score_self_confidence: GoldenScore;
  readonly score_normalized_margin: GoldenScore;
  readonly score_confidence_weighted_entropy: GoldenScore;
  readonly score_self_confidence_adjusted: GoldenScore;
}

/** Rows that a filter flagged, ascending: at least the digest of their numbers, divided by commas. */
export interface GoldenFilter {
  readonly count: number;
  readonly sha256_of_sorted_indices_csv: string;
  readonly indices?: readonly number[];
}

export interface GoldenScore {
  readonly first5: readonly number[];
  readonly mean: number;
  readonly min?: number;
}

/** The sets by name; undefined where the file is not there. */
export async function readGolden(corpora: string): Promise<Record<string, GoldenSet> | undefined> {
  try {
    return JSON.parse(await readFile(join(corpora, 'cleanlab', 'golden.json'), 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
