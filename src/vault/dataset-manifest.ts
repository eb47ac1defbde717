import { z } from 'zod';
import { canonicalJson } from '../core/canonical-json.ts';
import { type Digest, digestOf } from '../core/digest.ts';
import { CredenceError } from '../core/error.ts';
import type {
  DatasetName,
  DatasetVersionId,
  RetrievalId,
  SourceName,
} from '../core/identifiers.ts';
import { NAME_PATTERN } from '../core/name.ts';
import { isKeyId, type KeyId } from '../core/signing/key-id.ts';
import type { RecordCommitment } from './record-commitment.ts';

/** What one version of a dataset is. The digest of its canonical JSON is the version's id. */
export interface DatasetManifest {
  readonly format: typeof MANIFEST_FORMAT;
  readonly dataset: DatasetName;
  /** By path, in order of UTF-16 code units, no path twice. */
  readonly files: readonly ManifestFile[];
  /** The columns of its records; empty where it does not consist of records. */
  readonly schema: readonly ManifestColumn[];
  /** Null where it does not consist of records. */
  readonly records: RecordCommitment | null;
  /** Versions that it was made from. */
  readonly parents: readonly DatasetVersionId[];
  /** Where its data came from, those of its parents included. */
  readonly sources: readonly ManifestSource[];
  /** Lowest trust tier of all that went into it. */
  readonly tier: string;
  /** Share of records from a tier below that of its best source, 0 to 1. */
  readonly taintedShare: number;
  /** How it was made from its parents; null where it was taken in as it is. */
  readonly transformation: Transformation | null;
  /** The key of who made it. */
  readonly author: KeyId;
  readonly message: string;
  /** RFC 3339, UTC. */
  readonly created: string;
}

export interface ManifestFile {
  /** Relative to the dataset, with `/` between folders. */
  readonly path: string;
  readonly sha256: Digest;
  /** In bytes. */
  readonly size: number;
  /** Rows that it still holds, and that are no records of this version. */
  readonly deletedRows?: HiddenRows | undefined;
}

/** Rows that the table where a file comes from says are deleted (Delta Lake, Iceberg). */
export interface HiddenRows {
  readonly count: number;
  /** The object that holds their numbers: from 0, ascending, 32 bits little-endian each. */
  readonly rows: Digest;
}

export interface ManifestColumn {
  readonly name: string;
  readonly type: string;
  /** Whether a record may hold several values. */
  readonly list: boolean;
}

export interface ManifestSource {
  readonly name: SourceName;
  readonly retrieval: RetrievalId | null;
  readonly tier: string;
}

export interface Transformation {
  readonly name: string;
  /** Of the code that ran. */
  readonly code: Digest;
  /** Plain JSON. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

export const MANIFEST_FORMAT = 'credence.dataset/v1';

/** Bytes of a manifest that is read into memory: about a million files. */
const MAX_MANIFEST_BYTES = 256 * 1024 * 1024;
const MAX_PATH_BYTES = 4096;

const digest = z.custom<Digest>((value) => /^sha256:[0-9a-f]{64}$/.test(String(value)), {
  error: 'is not a SHA-256 digest',
});
const versionId = digest as unknown as z.ZodType<DatasetVersionId>;
const count = z.int().min(0);
const words = z.string().min(1).max(10_000);

function nameSchema<Kind extends string>(): z.ZodType<Kind> {
  return z.custom<Kind>((value) => NAME_PATTERN.test(String(value)), { error: 'is not a name' });
}

const filesSchema: z.ZodType<readonly ManifestFile[]> = z
  .array(
    z.strictObject({
      path: z.string().refine(staysInside, { error: 'does not stay within the dataset' }),
      sha256: digest,
      size: count,
      deletedRows: z.strictObject({ count: z.int().min(1), rows: digest }).optional(),
    }),
  )
  .refine(isOrdered, { error: 'are not in order of their paths, or one comes twice' });

const manifestSchema: z.ZodType<DatasetManifest> = z.strictObject({
  format: z.literal(MANIFEST_FORMAT),
  dataset: nameSchema<DatasetName>(),
  files: filesSchema,
  schema: z.array(z.strictObject({ name: z.string(), type: words, list: z.boolean() })),
  records: z.strictObject({ count, root: digest, digests: digest }).nullable(),
  parents: z.array(versionId),
  sources: z.array(
    z.strictObject({
      name: nameSchema<SourceName>(),
      retrieval: (words as unknown as z.ZodType<RetrievalId>).nullable(),
      tier: words,
    }),
  ),
  tier: words,
  taintedShare: z.number().min(0).max(1),
  transformation: z
    .strictObject({ name: words, code: digest, parameters: z.record(z.string(), z.json()) })
    .nullable(),
  author: z.custom<KeyId>((value) => typeof value === 'string' && isKeyId(value)),
  message: z.string().max(100_000),
  created: z.iso.datetime(),
});

/**
 * The bytes of a manifest: canonical JSON (RFC 8785). Their digest is the version's id.
 *
 * @throws CredenceError `USAGE` when it is not one
 */
export function encodeManifest(manifest: DatasetManifest): {
  readonly id: DatasetVersionId;
  readonly bytes: Buffer;
} {
  const checked = manifestSchema.safeParse(manifest);
  if (!checked.success) throw new CredenceError('USAGE', problemOf(checked.error));
  const bytes = Buffer.from(canonicalJson(checked.data));
  return { id: digestOf(bytes) as DatasetVersionId, bytes };
}

/**
 * Reads a manifest back. Strict: other bytes for the same manifest are refused, and so is every member
 * that it should not have.
 *
 * @param expected the version's id, where the caller knows it
 * @throws CredenceError `INTEGRITY_FAILED` when it is another version's; `DATA_MALFORMED`; `LIMIT_EXCEEDED`
 */
export function decodeManifest(bytes: Uint8Array, expected?: DatasetVersionId): DatasetManifest {
  if (expected !== undefined && digestOf(bytes) !== expected) {
    throw new CredenceError('INTEGRITY_FAILED', `The manifest is not that of ${expected}.`, {
      hint: 'Restore it from a backup.',
    });
  }
  if (bytes.length > MAX_MANIFEST_BYTES)
    throw new CredenceError('LIMIT_EXCEEDED', `A manifest of ${bytes.length} bytes is too large.`);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new CredenceError('DATA_MALFORMED', 'The manifest is not JSON.', { cause });
  }
  const checked = manifestSchema.safeParse(value);
  if (!checked.success) throw new CredenceError('DATA_MALFORMED', problemOf(checked.error));
  if (canonicalJson(checked.data) === text) return checked.data;
  throw new CredenceError('DATA_MALFORMED', 'The manifest is not canonical JSON.');
}

/** The order in which a manifest lists its files. */
export function comparePaths(
  one: { readonly path: string },
  other: { readonly path: string },
): number {
  if (one.path === other.path) return 0;
  return one.path < other.path ? -1 : 1;
}

function isOrdered(files: readonly ManifestFile[]): boolean {
  return files.every((file, at) => {
    const next = files[at + 1];
    return next === undefined || comparePaths(file, next) < 0;
  });
}

/** Whether a path cannot leave its folder on any system. */
function staysInside(path: string): boolean {
  return (
    path.isWellFormed() &&
    Buffer.byteLength(path) <= MAX_PATH_BYTES &&
    !/[\\\0]/.test(path) &&
    !/^[A-Za-z]:/.test(path) &&
    path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
  );
}

function problemOf({ issues: [issue] }: z.ZodError): string {
  return `The manifest's ${issue?.path.join('.') || 'content'} ${issue?.message ?? 'is wrong'}.`;
}
