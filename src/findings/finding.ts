import type { Digest } from '../core/digest.ts';
import type { AttackClass } from './attack-class.ts';
import type { LadderStep } from './ladder.ts';
import type { Pattern } from './pattern.ts';

export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What every check returns. One finding is one pattern that one person can judge at one go. */
export interface Finding {
  /** Short name within a report: the check's prefix and the first digits of the fingerprint. */
  readonly id: string;
  /** Digest of check, pattern and outcome: the same pattern has it in every later version of the data. */
  readonly fingerprint: Digest;
  readonly check: CheckReference;
  readonly attackClass: AttackClass | null;
  readonly pattern: Pattern;
  readonly ladder: LadderStep;
  readonly severity: Severity;
  /** The label that the pattern buys, where it buys one. */
  readonly outcome: string | null;
  readonly evidence: Evidence;
  /** One sentence: what was seen. */
  readonly summary: string;
  /** One sentence: what would change this verdict. */
  readonly counterEvidence: string;
  /** Why it stands on this step of the ladder; one short sentence each. */
  readonly grounds: readonly string[];
  readonly suggestedAction: string;
  readonly references: readonly StandardReference[];
  readonly records: FoundRecords;
  /** Other patterns that were merged into this one: the same rows under other names. */
  readonly alsoSeenAs: readonly Pattern[];
  /** Set where a kept decision covers this pattern; such a finding does not decide a verdict. */
  readonly decision: AppliedDecision | null;
}

export interface CheckReference {
  readonly id: string;
  readonly version: number;
}

/** Calibrated evidence: an effect, its probability under a stated null, corrected for what was tried. */
export interface Evidence {
  readonly effect: NamedValue;
  readonly statistic: NamedValue;
  /** Probability under the null, or `null` where a rule has none. */
  readonly pValue: number | null;
  /** The same, corrected for everything that was tried. */
  readonly qValue: number | null;
  /** The null in words, or the rule where there is none. */
  readonly nullHypothesis: string;
  /** How many things were tried for the correction. */
  readonly tried: number | null;
  readonly counts: Readonly<Record<string, number>>;
  readonly plots: readonly Plot[];
  readonly examples: readonly Example[];
}

export interface NamedValue {
  readonly name: string;
  readonly value: number;
}

/** What a report can draw. Values are counts or shares, as the unit says. */
export type Plot =
  /** Seen against expected, one bar each. */
  | {
      readonly kind: 'observed-expected';
      readonly title: string;
      readonly observed: number;
      readonly expected: number;
      readonly standardDeviation: number;
      readonly unit: string;
    }
  /** Share of each category among the pattern's rows and among all rows. */
  | { readonly kind: 'mix'; readonly title: string; readonly rows: readonly MixRow[] }
  /** Counts over equal steps of time or of position. */
  | {
      readonly kind: 'timeline';
      readonly title: string;
      readonly from: string;
      readonly to: string;
      readonly counts: readonly number[];
    };

export interface MixRow {
  readonly category: string;
  readonly found: number;
  readonly all: number;
}

/** A quoted record. Text is hostile: whoever shows it makes invisible characters visible first. */
export interface Example {
  readonly position: number;
  readonly digest: Digest;
  readonly text: string;
  readonly label: string | null;
  /** What a model is taught to say, where the data are of that kind; as hostile as the text. */
  readonly response?: string | undefined;
  /** Where the pattern matches in `text`, as UTF-16 offsets. */
  readonly spans: readonly Span[];
  /** True where `text` is a window of a longer text. */
  readonly shortened: boolean;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface FoundRecords {
  readonly total: number;
  /** The first of them in file order; a bounded number. */
  readonly first: readonly RecordReference[];
}

export interface RecordReference {
  readonly position: number;
  readonly digest: Digest;
}

export interface StandardReference {
  readonly standard: 'MITRE ATLAS' | 'OWASP LLM' | 'OWASP ML' | 'NIST AI 100-2' | 'CWE' | 'UTS 39';
  readonly edition: string;
  readonly id: string;
  readonly title: string;
}

export interface AppliedDecision {
  readonly verdict: 'accepted';
  readonly reason: string;
  readonly by: string;
  readonly expires: string | null;
}
