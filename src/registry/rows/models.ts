import type { Digest } from '../../core/digest.ts';
import type {
  ModelName,
  ModelVersionId,
  Name,
  PrincipalId,
  RunId,
} from '../../core/identifiers.ts';
import type { SealedRow } from '../sealed-row.ts';

/** A line of model versions under one name. */
export interface ModelRow {
  readonly name: ModelName;
  readonly owner: PrincipalId | null;
  readonly description: string;
  /** One of the impacts of the policy. */
  readonly impact: string;
  readonly created: string;
}

export interface ModelVersionRow {
  readonly id: ModelVersionId;
  readonly model: ModelName;
  /** The run that made it; null for a model from elsewhere. */
  readonly run: RunId | null;
  readonly created: string;
  readonly createdBy: PrincipalId;
  readonly state: 'candidate' | 'promoted' | 'in-service' | 'retired' | 'withdrawn';
  readonly stateChanged: string;
  readonly files: number;
  readonly bytes: number;
  readonly details: Readonly<Record<string, unknown>>;
  readonly statement: Digest | null;
}

/** A moving name for a model version, such as `production`. */
export interface ModelAliasRow {
  readonly model: ModelName;
  readonly name: Name;
  readonly version: ModelVersionId;
  readonly moved: string;
  readonly movedBy: PrincipalId;
}

export type VersionJson = 'details';
export type ModelsTable = SealedRow<ModelRow>;
export type ModelVersionsTable = SealedRow<ModelVersionRow, VersionJson>;
export type ModelAliasesTable = SealedRow<ModelAliasRow>;
