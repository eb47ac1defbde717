import type { Digest } from '../core/digest.ts';
import type { Finding } from './finding.ts';
import type { LadderStep } from './ladder.ts';
import type { ProgramReference } from './scan-report.ts';
import type { DecidingRule, Verdict } from './verdict.ts';

/** What comparing two versions of a model leaves behind: one JSON document, and the source of every rendering. */
export interface ComparisonReport {
  readonly schemaVersion: 1;
  readonly verdict: Verdict;
  /** The highest step among the findings that nobody announced, or `none`. */
  readonly ladder: LadderStep | 'none';
  readonly rules: readonly DecidingRule[];
  readonly suite: SuiteReference;
  readonly old: ModelReference;
  readonly new: ModelReference;
  /** The trusted set, then the live one where the suite has one. */
  readonly sets: readonly SetComparison[];
  /** Strongest first; those that were announced last. */
  readonly findings: readonly BehaviourFinding[];
  /** The suite's parts and those found, each with what is right in either version. */
  readonly matrix: readonly MatrixRow[];
  readonly changes: ChangedAnswers;
  readonly smallestDrops: readonly { readonly items: number; readonly drop: number | null }[];
  /** What was not seen, and why. */
  readonly limits: readonly string[];
  readonly program: ProgramReference;
  readonly started: string;
  readonly seconds: number;
}

export interface SuiteReference {
  readonly name: string;
  readonly digest: Digest;
  readonly sealed: boolean;
}

export interface ModelReference {
  readonly name: string;
  readonly digest: Digest | null;
}

export interface SetComparison {
  readonly set: 'trusted' | 'live';
  readonly items: number;
  /** Items that have a true answer and were answered by both versions. */
  readonly judged: number;
  readonly oldRight: number;
  readonly newRight: number;
  readonly regressions: number;
  readonly improvements: number;
  /** Change of accuracy, as a share, with its 95 % interval; `null` where nothing could be judged. */
  readonly accuracy: {
    readonly difference: number;
    readonly low: number;
    readonly high: number;
    /** Of so many regressions, were both ways alike: McNemar's test, exact, one-sided. */
    readonly pValue: number;
  } | null;
  readonly answersChanged: number;
  readonly scores: { readonly distance: number; readonly pValue: number } | null;
}

/** A finding on a version of a model. Its subject is a slice of the suite, or the whole of it. */
export interface BehaviourFinding
  extends Omit<Finding, 'pattern' | 'records' | 'alsoSeenAs' | 'decision' | 'outcome' | 'check'> {
  readonly check: 'accuracy' | 'slice' | 'scores' | 'latency';
  readonly subject: { readonly slice: string; readonly items: number };
  /** The answer that the new version gives there, where it is mostly one. */
  readonly outcome: string | null;
  /** What it does to the verdict. */
  readonly decision: 'fail' | 'held' | 'note';
  /** Why this was announced, where it was. */
  readonly expected: string | null;
  /** Ids of items in which it shows; the first of them. */
  readonly items: readonly string[];
}

export interface MatrixRow {
  readonly slice: string;
  readonly judged: number;
  readonly oldRight: number;
  readonly newRight: number;
  /** Whether a finding is about it that nobody announced. */
  readonly isFinding: boolean;
}

export interface ChangedAnswers {
  readonly total: number;
  /** The first of them, regressions before others. */
  readonly first: readonly ChangedAnswer[];
  readonly clusters: readonly ChangeCluster[];
}

export interface ChangedAnswer {
  readonly id: string;
  readonly set: 'trusted' | 'live';
  readonly input: string;
  readonly expected: string | null;
  readonly old: string;
  readonly new: string;
  readonly effect: 'regression' | 'improvement' | 'other';
  readonly tags: readonly string[];
}

/** Changes from one answer to another, and where most of them lie. */
export interface ChangeCluster {
  readonly old: string;
  readonly new: string;
  readonly count: number;
  /** The slice that explains it best, or `null` where none does. */
  readonly slice: string | null;
  readonly inSlice: number;
}
