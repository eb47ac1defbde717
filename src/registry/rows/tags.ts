import type {
  DatasetName,
  DatasetVersionId,
  PrincipalId,
  TagName,
} from '../../core/identifiers.ts';
import type { SealedRow } from '../sealed-row.ts';

/** A name for a version. It may move; who relies on bytes names the version. */
export interface TagRow {
  readonly dataset: DatasetName;
  readonly name: TagName;
  readonly version: DatasetVersionId;
  readonly moved: string;
  readonly movedBy: PrincipalId;
}

export type TagsTable = SealedRow<TagRow>;
