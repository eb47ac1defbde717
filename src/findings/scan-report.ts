import type { Digest } from '../core/digest.ts';
import type { Finding, NamedValue } from './finding.ts';
import type { LadderStep } from './ladder.ts';
import type { DecidingRule, Verdict } from './verdict.ts';

/** What a scan leaves behind: one JSON document, and the source of every other rendering. */
export interface ScanReport {
  readonly schemaVersion: 1;
  readonly verdict: Verdict;
  /** The highest step among the findings that no decision covers, or `none`. */
  readonly ladder: LadderStep | 'none';
  readonly rules: readonly DecidingRule[];
  readonly dataset: DatasetSummary;
  /** Strongest first. */
  readonly findings: readonly Finding[];
  /** Data quality: its own section, never mixed with malice. */
  readonly quality: readonly Finding[];
  readonly checks: readonly CheckRun[];
  readonly limits: readonly string[];
  readonly flaggedRecords: number;
  readonly program: ProgramReference;
  readonly started: string;
  readonly seconds: number;
}

export interface DatasetSummary {
  readonly name: string;
  /** Digest over the records in order; the same records in another container have the same one. */
  readonly digest: Digest;
  readonly files: readonly FileSummary[];
  readonly records: number;
  readonly badRows: readonly BadRow[];
  readonly badRowCount: number;
  readonly roles: readonly RoleSummary[];
  readonly labels: readonly LabelCount[];
  readonly labelCount: number;
  readonly baseline: {
    readonly name: string;
    readonly digest: Digest;
    readonly records: number;
  } | null;
  /** Predictions of the user's own model that labels were judged by, where some were given. */
  readonly probabilities?: ProbabilitiesSummary | undefined;
  /** Set where only a part was read, and why. */
  readonly sampled: string | null;
}

export interface ProbabilitiesSummary {
  readonly file: string;
  /** SHA-256 of the file. */
  readonly digest: Digest;
  readonly classes: number;
}

export interface FileSummary {
  readonly path: string;
  readonly format: string;
  readonly bytes: number;
  readonly digest: Digest;
}

export interface BadRow {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

export interface RoleSummary {
  readonly column: string;
  readonly role: string;
  readonly reason: string;
}

export interface LabelCount {
  readonly label: string;
  readonly records: number;
}

/** What a detector did: design rule 10, say what was not seen. */
export interface CheckRun {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly state: 'ran' | 'not-applicable' | 'not-run';
  /** Why it did not run, or what it looked at. */
  readonly note: string;
  /** What it would miss at this dataset's size. */
  readonly misses: string;
  /** How many patterns it tried. */
  readonly tried: number | null;
  /** Numbers about the data, beside any finding. */
  readonly figures?: readonly NamedValue[] | undefined;
}

export interface ProgramReference {
  readonly name: 'credence';
  readonly version: string;
  readonly node: string;
}
