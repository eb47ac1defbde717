import type { ScanPool } from './scan-pool.ts';

/** One row of the table: a set, what must be shown on it, and how that is measured. */
export interface EvaluationCase {
  readonly id: string;
  /** The set, and what was done to it. */
  readonly title: string;
  readonly must: string;
  /** Beyond what must be reached: measured and shown, but it decides nothing. */
  readonly extra?: boolean;
  run(context: EvaluationContext): Promise<CaseResult>;
}

export interface EvaluationContext {
  /** The folder of the data sets. */
  readonly data: string;
  readonly scans: ScanPool;
  /** Repetitions of planted cases. */
  readonly seeds: number;
  /** Repetitions of resampled and permuted clean sets. */
  readonly draws: number;
}

export interface CaseResult {
  readonly met: boolean;
  /** For people, one line. */
  readonly measured: string;
  /** For programs: one entry a scan, or what else was measured. */
  readonly details: readonly Readonly<Record<string, unknown>>[];
}
