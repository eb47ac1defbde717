import { z } from 'zod';
import type { Digest } from '../../core/digest.ts';
import { VERDICTS, type Verdict } from '../../findings/verdict.ts';
import {
  digestSchema,
  type Setting,
  settingsSchema,
  utcTimeSchema,
  wordsSchema,
} from '../scalars.ts';
import { type FileFacts, filesSchema } from './file-facts.ts';

export const DATASET_ROLES = ['training', 'validation', 'evaluation', 'calibration'] as const;

/** What a run used a dataset for. */
export type DatasetRole = (typeof DATASET_ROLES)[number];

/** What is known of one dataset version that a run read. */
export interface DatasetFacts {
  readonly name: string;
  /** The version's id: digest of its manifest. */
  readonly version: Digest;
  readonly role: DatasetRole;
  readonly files: readonly FileFacts[];
  readonly source: DatasetSource;
  /** When the data were retrieved. */
  readonly retrieved: string;
  /** SPDX identifier or expression, or the licence's name. */
  readonly licence: string;
  /** Who reviewed the source, and under which key. */
  readonly reviewer: { readonly name: string; readonly key?: string | undefined };
  readonly owner: string;
  readonly description?: string | undefined;
  readonly records?: number | undefined;
  /** Root of the Merkle tree over the records' digests. */
  readonly recordRoot?: Digest | undefined;
  readonly columns?: readonly { readonly name: string; readonly type: string }[] | undefined;
  readonly labels?: Readonly<Record<string, number>> | undefined;
  /** Confidentiality, for example `internal`. */
  readonly classification?: string | undefined;
  /** Kinds of sensitive data in it; an empty list says that somebody looked and found none. */
  readonly sensitiveData?: readonly string[] | undefined;
  /** Versions that it was made from. */
  readonly parents?: readonly DatasetParent[] | undefined;
  readonly transformation?: DatasetTransformation | undefined;
  readonly scan?: DatasetScan | undefined;
}

export interface DatasetSource {
  readonly name: string;
  /** As asked for, pinned. */
  readonly uri: string;
  /** Revision, commit, snapshot or version id at the source. */
  readonly revision: string;
  readonly publisher: string;
  readonly trustTier: string;
}

export interface DatasetParent {
  readonly name: string;
  readonly version: Digest;
}

export interface DatasetTransformation {
  readonly name: string;
  readonly code?: Digest | undefined;
  readonly parameters: Readonly<Record<string, Setting>>;
}

/** The scan on which admission rests. */
export interface DatasetScan {
  readonly verdict: Verdict;
  readonly report: Digest;
  readonly policy: Digest;
  readonly finished: string;
}

export const datasetFactsSchema: z.ZodType<DatasetFacts> = z.object({
  name: wordsSchema,
  version: digestSchema,
  role: z.enum(DATASET_ROLES),
  files: filesSchema.refine((files) => files.length > 0, 'names no file'),
  source: z.object({
    name: wordsSchema,
    uri: wordsSchema,
    revision: wordsSchema,
    publisher: wordsSchema,
    trustTier: wordsSchema,
  }),
  retrieved: utcTimeSchema,
  licence: wordsSchema,
  reviewer: z.object({ name: wordsSchema, key: wordsSchema.optional() }),
  owner: wordsSchema,
  description: wordsSchema.optional(),
  records: z.int().min(0).optional(),
  recordRoot: digestSchema.optional(),
  columns: z.array(z.object({ name: z.string(), type: z.string() })).optional(),
  labels: z.record(z.string(), z.int().min(0)).optional(),
  classification: wordsSchema.optional(),
  sensitiveData: z.array(wordsSchema).optional(),
  parents: z.array(z.object({ name: wordsSchema, version: digestSchema })).optional(),
  transformation: z
    .object({ name: wordsSchema, code: digestSchema.optional(), parameters: settingsSchema })
    .optional(),
  scan: z
    .object({
      verdict: z.enum(VERDICTS),
      report: digestSchema,
      policy: digestSchema,
      finished: utcTimeSchema,
    })
    .optional(),
});
