import type { Verdict } from '../findings/verdict.ts';
import type { PolicyPlace } from './policy.ts';

/** Every rule that a gate may look at. */
export type RuleId =
  | 'admission-passed'
  | 'approvals'
  | 'approver-roles'
  | 'comparison'
  | 'contributor-share'
  | 'data-declared'
  | 'integrity'
  | 'inputs-admitted'
  | 'model-files'
  | 'override'
  | 'owner'
  | 'probes'
  | 'provenance-complete'
  | 'publisher-hash'
  | 'rejections'
  | 'sampling'
  | 'scope'
  | 'screening-checks'
  | 'screening-fresh'
  | 'screening-present'
  | 'screening-result'
  | 'separation-of-duties'
  | 'source-approved'
  | 'source-demands'
  | 'source-listed'
  | 'source-revived'
  | 'source-reviews'
  | 'source-tier'
  | 'suites'
  | 'tainted-share'
  | 'tier'
  | 'training-tier'
  | 'version-state';

/** A rule that was looked at: what came of it, why, and where the policy says so. */
export interface RuleOutcome {
  readonly rule: RuleId;
  /** What it was about, where a gate looks at several things. */
  readonly subject: string | null;
  readonly outcome: Verdict | 'not-applicable';
  /** One sentence for people. */
  readonly reason: string;
  readonly place: PolicyPlace;
}

/** What a gate decided, with every rule that was looked at in a fixed order. */
export interface Decision {
  readonly verdict: Verdict;
  readonly rules: readonly RuleOutcome[];
}
