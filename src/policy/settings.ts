import type { LadderStep } from '../findings/ladder.ts';
import type { Role } from '../records/roles.ts';
import type { SourceType } from './source-types.ts';

/** What `credence.yaml` says, with every default filled in. Spans of time are as `90d`. */
export interface PolicySettings {
  readonly datasets: readonly DatasetRoles[];
  /** Tiers of trust, the most trusted first. */
  readonly tiers: readonly string[];
  /** What a model can do to people, the least first. */
  readonly impacts: readonly string[];
  readonly owners: OwnerSettings;
  readonly sources: SourceSettings;
  readonly approvals: ApprovalSettings;
  readonly separationOfDuties: DutySettings;
  readonly screening: ScreeningSettings;
  readonly contributors: ContributorSettings;
  readonly verdicts: { readonly expireAfter: string };
  readonly training: TrainingSettings;
  readonly retention: { readonly keep: string };
  readonly promotion: PromotionSettings;
}

export interface DatasetRoles {
  /** A glob over paths below the file. */
  readonly files: string;
  readonly roles: Partial<Record<Role, readonly string[]>>;
}

export interface OwnerSettings {
  readonly required: boolean;
  readonly overall?: string | undefined;
}

/** What a rule may ask of a source before anything is taken from it. */
export const SOURCE_DEMANDS = [
  'verified-publisher',
  'published-hash',
  'signature',
  'licence',
  'scrape-record',
] as const;
export type SourceDemand = (typeof SOURCE_DEMANDS)[number];

export interface AllowRule {
  readonly name: string;
  readonly types?: readonly SourceType[] | undefined;
  readonly uris: readonly string[];
  readonly publishers?: readonly string[] | undefined;
  readonly licences?: readonly string[] | undefined;
  readonly tier?: string | undefined;
  readonly require: readonly SourceDemand[];
}

export interface SourceTypeRule {
  readonly tier?: string | undefined;
  readonly reviews?: number | undefined;
  readonly require: readonly SourceDemand[];
}

export interface SourceSettings {
  readonly allow: readonly AllowRule[];
  readonly types: Partial<Record<SourceType, SourceTypeRule>>;
  readonly reviews: number;
  readonly revivalGap: string;
}

export interface ApprovalRule {
  readonly tiers?: readonly string[] | undefined;
  readonly impacts?: readonly string[] | undefined;
  readonly sourceTypes?: readonly SourceType[] | undefined;
  readonly people: number;
  readonly roles?: readonly string[] | undefined;
}

export interface ApprovalSettings {
  readonly rules: readonly ApprovalRule[];
  readonly expireAfter: string;
}

export interface DutySettings {
  readonly curatorsMayApprove: boolean;
  readonly groups: 'any' | 'none' | readonly string[];
}

export interface ScreeningTier {
  readonly failOn?: LadderStep | undefined;
  readonly holdOn?: LadderStep | undefined;
  readonly freshFor?: string | undefined;
  readonly checks?: readonly string[] | undefined;
}

export interface ScreeningSettings {
  readonly required: boolean;
  readonly failOn: LadderStep;
  readonly holdOn?: LadderStep | undefined;
  readonly freshFor: string;
  readonly checks: readonly string[];
  readonly tiers: Readonly<Record<string, ScreeningTier>>;
}

export interface ContributorSettings {
  readonly maxShare?: number | undefined;
  /** The largest share of influence on a model, in any class or slice; scans hold it against the data. */
  readonly maxInfluence?: number | undefined;
  readonly tiers?: readonly string[] | undefined;
}

export interface TrainingSettings {
  readonly tiers?: readonly string[] | undefined;
  readonly maxTaintedShare: number;
}

export interface PromotionSettings {
  readonly suites: readonly string[];
  readonly freshFor: string;
  readonly comparison: boolean;
  readonly probeBudget: number;
  readonly sampling: boolean;
  readonly overrides: OverrideSettings;
}

export interface OverrideSettings {
  readonly allowed: boolean;
  /** Together with who asks. */
  readonly people: number;
  readonly longest: string;
}
