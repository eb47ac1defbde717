/** Outcome of a scan or a gate. `held` waits for a person; `inconclusive` never counts as clean. */
export const VERDICTS = ['pass', 'fail', 'held', 'inconclusive'] as const;

export type Verdict = (typeof VERDICTS)[number];

/** One rule that took part in a verdict, and what it found. */
export interface DecidingRule {
  /** Stable id, for example `fail-on` or `bad-rows`. */
  readonly rule: string;
  readonly verdict: Verdict;
  /** One sentence for people. */
  readonly reason: string;
}
