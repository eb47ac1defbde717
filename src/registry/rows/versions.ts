import type { Digest } from '../../core/digest.ts';
import type { DatasetName, DatasetVersionId, PrincipalId } from '../../core/identifiers.ts';
import type { SealedRow } from '../sealed-row.ts';

/** What is known of a dataset version beside its manifest, which lies in the vault under the same digest. */
export interface VersionRow {
  readonly id: DatasetVersionId;
  readonly dataset: DatasetName;
  readonly parents: readonly DatasetVersionId[];
  readonly author: PrincipalId;
  readonly message: string;
  readonly created: string;
  /** `superseded` and `withdrawn` may not be trained on any more. */
  readonly state: 'quarantined' | 'admitted' | 'rejected' | 'superseded' | 'withdrawn';
  readonly stateChanged: string;
  /** Lowest trust tier among all that went into it. */
  readonly tier: string;
  readonly records: number;
  readonly files: number;
  readonly bytes: number;
  readonly statement: Digest | null;
}

export type Json = 'parents';
export type VersionsTable = SealedRow<VersionRow, Json>;
