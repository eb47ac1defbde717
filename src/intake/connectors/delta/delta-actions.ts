import { z } from 'zod';
import { CredenceError } from '../../../core/error.ts';
import { visibleText } from '../../../core/visible-text.ts';

const DELETION_VECTOR = z.object({
  storageType: z.enum(['u', 'i', 'p']),
  pathOrInlineDv: z.string(),
  offset: z.number().int().nonnegative().nullish(),
  sizeInBytes: z.number().int().nonnegative(),
  cardinality: z.number().int().nonnegative(),
});
const FILE = z.object({
  path: z.string(),
  size: z.number().int().nonnegative().nullish(),
  deletionVector: DELETION_VECTOR.nullish(),
});
const ACTION = z.object({
  add: FILE.nullish(),
  remove: FILE.nullish(),
  metaData: z.object({ id: z.string(), createdTime: z.number().nullish() }).nullish(),
  protocol: z
    .object({ minReaderVersion: z.number(), readerFeatures: z.array(z.string()).nullish() })
    .nullish(),
  commitInfo: z
    .object({
      timestamp: z.number().nullish(),
      userName: z.string().nullish(),
      operation: z.string().nullish(),
    })
    .nullish(),
  sidecar: z.object({ path: z.string() }).nullish(),
});

export interface DeletionVector {
  /** `u`: a file of the table by its id; `i`: inline; `p`: an absolute path. */
  readonly storageType: 'u' | 'i' | 'p';
  readonly pathOrInlineDv: string;
  readonly offset?: number | null | undefined;
  readonly sizeInBytes: number;
  readonly cardinality: number;
}

export interface DeltaFile {
  /** Relative to the table, percent-encoded. */
  readonly path: string;
  readonly size?: number | null | undefined;
  readonly deletionVector?: DeletionVector | null | undefined;
}

/** One line of the log; each has one member that is set (Delta Transaction Log Protocol, "Actions"). */
export interface DeltaAction {
  readonly add?: DeltaFile | null | undefined;
  readonly remove?: DeltaFile | null | undefined;
  readonly metaData?: { readonly id: string } | null | undefined;
  readonly protocol?:
    | {
        readonly minReaderVersion: number;
        readonly readerFeatures?: readonly string[] | null | undefined;
      }
    | null
    | undefined;
  readonly commitInfo?:
    | {
        readonly timestamp?: number | null | undefined;
        readonly userName?: string | null | undefined;
      }
    | null
    | undefined;
  readonly sidecar?: { readonly path: string } | null | undefined;
}

/** @throws CredenceError `DATA_MALFORMED`, with the line. */
export function parseAction(
  value: unknown,
  at: { readonly file: string; readonly line?: number },
): DeltaAction {
  const result = ACTION.safeParse(value);
  if (result.success) return result.data;
  throw new CredenceError(
    'DATA_MALFORMED',
    `${visibleText(at.file)} holds an entry that is none of a Delta log.`,
    {
      hint: 'Check that the folder is a Delta table, and whether somebody edited its log.',
      at,
      cause: result.error,
    },
  );
}
