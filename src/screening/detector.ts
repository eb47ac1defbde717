import type { DatasetDescription } from '../engine/operations/dataset-description.ts';
import type { Engine } from '../engine/operations/engine.ts';
import type { KnownAnswer } from '../engine/operations/reviewers.ts';
import type { AttackClass } from '../findings/attack-class.ts';
import type { Evidence, NamedValue, Severity } from '../findings/finding.ts';
import type { LadderStep } from '../findings/ladder.ts';
import type { Pattern } from '../findings/pattern.ts';

/**
 * The contract of every detector: what it needs, what it does, and what it would miss. A detector
 * asks the engine for operations, and turns their small answers into suspicions. It loops over no
 * data and decides nothing (design rules 2 and 8).
 */
export interface Detector {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  /** Two or three capitals that begin the ids of its findings. */
  readonly prefix: string;
  /** Data quality is reported apart from malice. */
  readonly section: 'findings' | 'quality';
  /** Why it cannot look at this dataset, as a clause, or `null` where it can. */
  inapplicable(dataset: DatasetDescription, baseline: DatasetDescription | null): string | null;
  run(context: DetectorContext): Promise<Detection>;
  /** What it would miss at this dataset's size, as a sentence. */
  misses(dataset: DatasetDescription): string;
}

export interface DetectorContext {
  readonly engine: Engine;
  /** The engine of an earlier, trusted version: what it already holds is not news. */
  readonly baseline: Engine | null;
  readonly policy: ScanPolicy;
  /** Columns of the groups between which outcomes are compared. */
  readonly groups?: readonly string[] | undefined;
  /** Items whose true label is known. */
  readonly knownAnswers?: readonly KnownAnswer[] | undefined;
}

/** What the user allows. */
export interface ScanPolicy {
  /** The largest share of influence that one contributor may have in a class or slice; `null` for any. */
  readonly contributorCap: number | null;
}

export interface Detection {
  readonly suspicions: readonly Suspicion[];
  /** How many patterns were tried. */
  readonly tried: number | null;
  /** What was looked at, as a clause. */
  readonly looked: string;
  /** Numbers about the data that stand in every report. */
  readonly figures?: readonly NamedValue[];
  /** Why the data turned out to hold nothing to look at, as a clause. */
  readonly notApplicable?: string;
}

/** A pattern with its evidence, before it is quoted, plotted and named. */
export interface Suspicion {
  readonly attackClass: AttackClass | null;
  readonly pattern: Pattern;
  /** Part of the fingerprint where the pattern alone does not tell it from others. */
  readonly identity?: string | undefined;
  readonly ladder: LadderStep;
  readonly severity: Severity;
  readonly outcome: string | null;
  readonly evidence: Omit<Evidence, 'examples' | 'plots'>;
  readonly summary: string;
  readonly counterEvidence: string;
  readonly grounds: readonly string[];
  readonly suggestedAction: string;
  readonly alsoSeenAs: readonly Pattern[];
  /** Records of the pattern that speak for it, in file order. */
  readonly positions: Uint32Array;
  /** Strength of the evidence against each of them, 0 to 1. */
  readonly risk: Float32Array;
  /** Of a diffuse pattern, its records beyond what is expected: so many may be another's. */
  readonly excess?: number;
  /** Orders findings of one step; larger comes first. */
  readonly strength: number;
  /** False where it only grades records and is too weak to show to a person. */
  readonly shown: boolean;
}
