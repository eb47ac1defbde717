import type { LadderStep } from '../findings/ladder.ts';
import type { Verdict } from '../findings/verdict.ts';
import type { SourceType } from './source-types.ts';

/** Someone who acts. Times in all facts are RFC 3339, UTC. */
export interface Actor {
  readonly principal: string;
  readonly name: string;
  readonly kind: 'person' | 'service';
  /** Principal of the person who answers for a service account. */
  readonly owner: string | null;
  readonly groups: readonly string[];
}

/** A signed act whose signature was verified. */
export interface Act {
  readonly actor: Actor;
  readonly roles: readonly string[];
  readonly act: 'approve' | 'reject';
  readonly time: string;
  readonly expires: string | null;
  /** What is known now of the key: one that expired or was rotated since is still good for what it signed. */
  readonly key: 'good' | 'expired-then' | 'revoked';
}

export interface SourceFacts {
  readonly now: string;
  readonly name: string;
  readonly type: SourceType;
  readonly tier: string;
  readonly uris: readonly string[];
  readonly publisher: string;
  /** Null where nobody could tell. */
  readonly publisherVerified: boolean | null;
  readonly publishesHash: boolean | null;
  readonly publishesSignature: boolean | null;
  readonly licence: string | null;
  readonly owner: string | null;
  readonly requestedBy: Actor;
  readonly reviews: readonly Act[];
  readonly scrape: {
    readonly target: string;
    readonly date: string;
    readonly filter: string;
  } | null;
  /** When it last came back after silence, and how long that was; null where it never was silent. */
  readonly revived: { readonly time: string; readonly silentDays: number } | null;
}

export interface ScreeningFacts {
  readonly verdict: Verdict;
  readonly ladder: LadderStep | 'none';
  readonly finished: string;
  /** Checks that looked at the data. */
  readonly checksRun: readonly string[];
}

/** What is known of the source of a version. */
export interface OriginFacts {
  readonly name: string;
  readonly type: SourceType;
  readonly tier: string;
  readonly state: 'proposed' | 'approved' | 'rejected' | 'withdrawn';
  readonly publisherHash: 'match' | 'mismatch' | 'not-published';
  /** Names of what its retrieval record should hold and does not. */
  readonly missing: readonly string[];
}

export type Integrity = 'verified' | 'mismatch' | 'not-checked';

export interface AdmissionFacts {
  readonly now: string;
  readonly dataset: string;
  readonly owner: string | null;
  /** The gravest impact of what the dataset is meant to train. */
  readonly impact: string;
  readonly version: {
    readonly id: string;
    readonly tier: string;
    /** Share of records from the lowest tier, 0 to 1. */
    readonly taintedShare: number;
  };
  readonly integrity: Integrity;
  readonly origins: readonly OriginFacts[];
  /** Everyone who had a hand in it: requester, author, those who transformed it. */
  readonly curators: readonly Actor[];
  readonly screening: ScreeningFacts | null;
  readonly approvals: readonly Act[];
  /** The largest share of one contributor; null where the data do not say. */
  readonly largestContributor: { readonly name: string; readonly share: number } | null;
}

export interface TrainInputFacts {
  readonly dataset: string;
  readonly version: string;
  readonly owner: string | null;
  readonly tier: string;
  readonly taintedShare: number;
  readonly state: 'quarantined' | 'admitted' | 'rejected' | 'superseded' | 'withdrawn';
  readonly admission: {
    readonly verdict: Verdict;
    readonly issued: string;
    readonly expires: string | null;
    /** Whether its signature and its place in the ledger hold. */
    readonly proven: boolean;
  } | null;
  /** Every byte that will be read, read now. */
  readonly integrity: Integrity;
  /** Names of what the AI-BOM needs of it and does not have. */
  readonly missing: readonly string[];
}

export interface TrainStartFacts {
  readonly now: string;
  readonly inputs: readonly TrainInputFacts[];
  /** What the run would read that is in no version. */
  readonly undeclared: readonly string[];
  /** Datasets that the one who starts it may not touch. */
  readonly outOfScope: readonly string[];
}

export interface TestFacts {
  readonly name: string;
  readonly verdict: Verdict;
  readonly finished: string;
}

export interface OverrideFacts {
  /** Which rules it sets aside. */
  readonly rules: readonly string[];
  readonly reason: string;
  readonly time: string;
  readonly expires: string | null;
  /** Who asked, and who agreed. */
  readonly acts: readonly Act[];
}

export interface PromotionFacts {
  readonly now: string;
  readonly model: string;
  readonly version: string;
  readonly owner: string | null;
  readonly impact: string;
  /** When the files of the version were made. */
  readonly made: string;
  readonly integrity: Integrity;
  /** What the scan of the model files said; null where there was none. */
  readonly modelFiles: Verdict | null;
  /** Whether all data that it was trained on passed admission; null where that is not known. */
  readonly inputsAdmitted: boolean | null;
  readonly suites: readonly TestFacts[];
  readonly comparison: TestFacts | null;
  readonly probes: (TestFacts & { readonly budget: number }) | null;
  /** `none` where it learnt from no feedback. */
  readonly feedback: 'none' | 'sampled' | 'not-sampled';
  /** Everyone who had a hand in the run. */
  readonly trainers: readonly Actor[];
  readonly approvals: readonly Act[];
  readonly overrides: readonly OverrideFacts[];
}
