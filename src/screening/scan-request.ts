import type { Readable } from 'node:stream';
import type { ProgressListener } from '../engine/progress.ts';
import type { DeletedRows } from '../engine/reading/deleted-rows.ts';
import type { SourceFormat } from '../engine/reading/source-format.ts';
import type { LadderStep } from '../findings/ladder.ts';
import type { RequestedRoles } from '../records/roles.ts';
import type { Decision } from './decisions.ts';

export interface ScanRequest {
  /** Files, folders of shards, globs, or `-` for standard input. */
  readonly paths: readonly string[];
  readonly stdin?: Readable | undefined;
  readonly roles?: RequestedRoles | undefined;
  readonly format?: SourceFormat | undefined;
  /** Rows of Parquet files that their table has deleted, by the path of the file. */
  readonly deletedRows?: DeletedRows | undefined;
  /** Whether CSV has a header line; inferred where absent. */
  readonly header?: boolean | undefined;
  /** An earlier, trusted version: what it holds is not news. */
  readonly baseline?: readonly string[] | undefined;
  /** The digest that the baseline must have: it was recorded when the baseline was trusted. */
  readonly baselineDigest?: string | undefined;
  /** Columns of groups between which rates of outcomes are compared. */
  readonly groups?: readonly string[] | undefined;
  /** A file of items whose true label is known. */
  readonly knownAnswers?: string | undefined;
  /** Predicted probabilities of the user's own model: a file with a row for each record. */
  readonly probabilities?: string | undefined;
  readonly decisions?: readonly Decision[] | undefined;
  /** Rows that cannot be parsed, above which the scan is inconclusive. */
  readonly maximumBadRows?: number | undefined;
  /** Look at this many records only. */
  readonly sample?: number | undefined;
  /** Seconds after which reading stops. */
  readonly timeLimit?: number | undefined;
  /** Budget of the process in bytes. */
  readonly memory?: number | undefined;
  /** The largest share of influence that one contributor may have in a class or slice, more than 0 and below 1. */
  readonly contributorCap?: number | undefined;
  /** The lowest step that fails the scan. */
  readonly failOn?: LadderStep | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ProgressListener | undefined;
}
