import { z } from 'zod';
import type { Digest } from '../../core/digest.ts';
import type { PredicateType } from '../in-toto/predicate-type.ts';
import { descriptorOf } from '../in-toto/resource-descriptor.ts';
import { makeStatement, type Statement } from '../in-toto/statement.ts';
import { relativePathSchema } from '../relative-path.ts';
import { digestSchema, utcTimeSchema, wordsSchema } from '../scalars.ts';
import { DATASET_MANIFEST_URI } from './predicate-uris.ts';

/** What one version of a dataset consists of, and where it came from. */
export interface DatasetManifestPredicate {
  readonly dataset: string;
  readonly files: readonly ManifestFile[];
  /** Records in all files; null where they were not counted. */
  readonly records: number | null;
  /** Root of the Merkle tree over the digests of the records, in order (RFC 9162 §2.1). */
  readonly recordRoot: Digest | null;
  readonly schema: readonly SchemaColumn[];
  /** Versions that this one was made from, by the digests of their manifests. */
  readonly parents: readonly Digest[];
  readonly source: string;
  readonly trustTier: string;
  /** Share of records that come from a tier below the source's own, 0 to 1. */
  readonly taintedShare: number;
  readonly author: string;
  readonly message: string;
  readonly created: string;
}

export interface ManifestFile {
  /** Relative to the dataset, with `/` between folders. */
  readonly path: string;
  readonly digest: Digest;
  readonly bytes: number;
}

export interface SchemaColumn {
  readonly name: string;
  readonly type: string;
}

const manifestFileSchema: z.ZodType<ManifestFile> = z.object({
  path: relativePathSchema,
  digest: digestSchema,
  bytes: z.int().min(0),
});

const schema: z.ZodType<DatasetManifestPredicate> = z.object({
  dataset: wordsSchema,
  files: z
    .array(manifestFileSchema)
    .refine((files) => new Set(files.map(({ path }) => path)).size === files.length, {
      error: 'names a path twice',
    }),
  records: z.int().min(0).nullable(),
  recordRoot: digestSchema.nullable(),
  schema: z.array(z.object({ name: z.string(), type: z.string() })),
  parents: z.array(digestSchema),
  source: wordsSchema,
  trustTier: wordsSchema,
  taintedShare: z.number().min(0).max(1),
  author: wordsSchema,
  message: z.string(),
  created: utcTimeSchema,
});

export const DATASET_MANIFEST: PredicateType<DatasetManifestPredicate> = {
  uri: DATASET_MANIFEST_URI,
  title: 'dataset-manifest/v1',
  schema,
};

/**
 * Says what a dataset version consists of. Its subjects are the manifest (the version's id) and every
 * file, so that one file can be asked for too.
 *
 * @throws CredenceError `DATA_MALFORMED`
 */
export function datasetManifestStatement(
  version: Digest,
  predicate: DatasetManifestPredicate,
): Statement<DatasetManifestPredicate> {
  const files = predicate.files.map(({ path, digest }) => descriptorOf(digest, { name: path }));
  return makeStatement(
    DATASET_MANIFEST,
    [descriptorOf(version, { name: predicate.dataset }), ...files],
    predicate,
  );
}
