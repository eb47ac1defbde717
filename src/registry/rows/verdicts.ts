import type { Digest } from '../../core/digest.ts';
import type { SealedRow } from '../sealed-row.ts';

/** What a gate or a screening said about something, at a time and under a policy. */
export interface VerdictRow {
  /** Digest of the signed statement in the vault. */
  readonly statement: Digest;
  readonly subject: Digest;
  /** Who spoke: `screening`, `admission`, `training` or `promotion`. */
  readonly gate: string;
  readonly verdict: 'pass' | 'fail' | 'held' | 'inconclusive';
  readonly policy: Digest;
  readonly issued: string;
  readonly expires: string | null;
  /** Numbers that later gates need, such as the highest step of the ladder. */
  readonly details: Readonly<Record<string, unknown>>;
}

export type Json = 'details';
export type VerdictsTable = SealedRow<VerdictRow, Json>;
