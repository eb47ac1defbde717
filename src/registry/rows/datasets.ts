import type { DatasetName, PrincipalId } from '../../core/identifiers.ts';
import type { SealedRow } from '../sealed-row.ts';

/** A line of versions under one name. */
export interface DatasetRow {
  readonly name: DatasetName;
  /** Null refuses training: someone has to answer for the data. */
  readonly owner: PrincipalId | null;
  readonly description: string;
  readonly created: string;
  readonly createdBy: PrincipalId;
  /** Until when its versions must stay; null leaves it to the policy. */
  readonly retainUntil: string | null;
}

export type DatasetsTable = SealedRow<DatasetRow>;
