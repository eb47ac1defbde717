import type { Digest } from '../../core/digest.ts';
import type {
  DatasetVersionId,
  ModelVersionId,
  PrincipalId,
  RunId,
} from '../../core/identifiers.ts';
import type { SealedRow } from '../sealed-row.ts';

/** A training run. */
export interface RunRow {
  readonly id: RunId;
  readonly name: string;
  readonly state: 'started' | 'finished' | 'failed';
  readonly startedBy: PrincipalId;
  readonly started: string;
  readonly finished: string | null;
  /** Code, hyperparameters, seed, environment. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Digest of the signed manifest of its start. */
  readonly startStatement: Digest | null;
  /** Digest of the signed provenance of its end. */
  readonly finishStatement: Digest | null;
}

export interface RunInputRow {
  readonly run: RunId;
  readonly version: DatasetVersionId;
  /** What it was for, such as `training` or `evaluation`. */
  readonly purpose: string;
}

export interface RunOutputRow {
  readonly run: RunId;
  readonly model: ModelVersionId;
  /** What it is, such as `model` or `checkpoint`. */
  readonly purpose: string;
}

export type Json = 'parameters';
export type RunsTable = SealedRow<RunRow, Json>;
export type RunInputsTable = SealedRow<RunInputRow>;
export type RunOutputsTable = SealedRow<RunOutputRow>;
