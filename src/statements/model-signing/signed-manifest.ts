import { hash } from 'node:crypto';
import { z } from 'zod';
import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import { parseStatement, type Statement } from '../in-toto/statement.ts';
import { malformed } from '../malformed.ts';
import { HASH_TYPES, type HashType } from './hash-algorithm.ts';
import { pathOfResource } from './resource-name.ts';

export const SIGNATURE_PREDICATE = 'https://model_signing/signature/v1.0';

/** The predicate of v0.2, which put the files among the subjects; read, never written. */
export const DIGESTS_PREDICATE = 'https://model_signing/Digests/v0.1';

/** One file, or one stretch of a file, and its digest. */
export interface SignedResource {
  readonly name: string;
  /** In lower-case hexadecimal. */
  readonly digest: string;
}

/** How the folder was turned into resources. */
export interface Serialization {
  readonly method: 'files' | 'shards';
  readonly hashType: HashType;
  /** Bytes of a shard; null for whole files. */
  readonly shardSize: number | null;
  readonly allowSymlinks: boolean;
  readonly ignorePaths: readonly string[];
}

/** What a signature says of a folder. */
export interface SignedManifest {
  /** Informational: trust is by digest. */
  readonly name: string;
  /** SHA-256 over the digests of the resources; null in the old format, which has none. */
  readonly rootDigest: string | null;
  readonly resources: readonly SignedResource[];
  readonly serialization: Serialization;
}

const hex = z.string().regex(/^(?:[0-9a-f]{2})+$/, 'is not hexadecimal');

const serializationSchema = z
  .object({
    method: z.enum(['files', 'shards']),
    hash_type: z.enum(HASH_TYPES),
    // The reference implementation writes 1000000000.0; JSON knows one kind of number.
    shard_size: z.int().min(1).optional(),
    allow_symlinks: z.boolean(),
    ignore_paths: z.array(z.string().min(1)).default([]),
  })
  .refine(({ method, shard_size: size }) => method === 'files' || size !== undefined, {
    error: 'has shards of unknown size',
  });

const predicateSchema = z.object({
  resources: z.array(z.object({ name: z.string().min(1), digest: hex, algorithm: z.string() })),
  serialization: serializationSchema,
});

type Predicate = z.infer<typeof predicateSchema>;

/**
 * Reads what a signature says (OMS §5); the signature over these bytes must have been verified.
 *
 * @throws CredenceError `DATA_MALFORMED` for another predicate, a root digest that the resources do not
 * give, a name twice, or a name that leaves the folder
 */
export function parseSignedManifest(payload: Uint8Array): SignedManifest {
  const statement = parseStatement(payload);
  switch (statement.predicateType) {
    case SIGNATURE_PREDICATE:
      return currentManifest(statement);
    case DIGESTS_PREDICATE:
      return oldManifest(statement);
    default:
      throw notASignature(`is ${visibleText(statement.predicateType)}`);
  }
}

/** SHA-256 over the raw digests in the order of the resources (OMS §6.5.1), in hexadecimal. */
export function rootDigest(resources: readonly SignedResource[]): string {
  return hash('sha256', Buffer.from(resources.map(({ digest }) => digest).join(''), 'hex'), 'hex');
}

function currentManifest({ subject, predicate }: Statement<unknown>): SignedManifest {
  const [only, ...others] = subject;
  if (only === undefined || others.length > 0) throw notASignature('has not exactly one subject');
  const read = predicateSchema.safeParse(predicate);
  if (!read.success) throw malformed('What the signature says', read.error);
  const { resources } = read.data;
  const serialization = serializationOf(read.data);
  for (const { algorithm } of resources) requireAlgorithm(algorithm, serialization);
  const root = rootDigest(resources);
  if (only.digest['sha256'] !== root) {
    throw notASignature('has a root digest that its resources do not give');
  }
  return checked({ name: only.name ?? '', rootDigest: root, resources, serialization });
}

function serializationOf({ serialization }: Predicate): Serialization {
  return {
    method: serialization.method,
    hashType: serialization.hash_type,
    shardSize: serialization.method === 'shards' ? (serialization.shard_size ?? null) : null,
    allowSymlinks: serialization.allow_symlinks,
    ignorePaths: serialization.ignore_paths,
  };
}

/** The reference implementation writes `sha256-sharded-<size>` for shards. */
function requireAlgorithm(algorithm: string, { hashType, shardSize }: Serialization): void {
  if (algorithm === hashType || algorithm === `${hashType}-sharded-${shardSize}`) return;
  throw notASignature(`mixes ${visibleText(algorithm)} with ${hashType}`);
}

function oldManifest({ subject }: Statement<unknown>): SignedManifest {
  return checked({
    name: '',
    rootDigest: null,
    resources: subject.map(({ name, digest }) => oldResource(name, digest['sha256'])),
    serialization: {
      method: 'files',
      hashType: 'sha256',
      shardSize: null,
      allowSymlinks: false,
      ignorePaths: [],
    },
  });
}

function oldResource(name: string | undefined, digest: string | undefined): SignedResource {
  if (name === undefined || digest === undefined)
    throw notASignature('has a file without name or sha256');
  return { name, digest };
}

function checked(manifest: SignedManifest): SignedManifest {
  const { resources, serialization } = manifest;
  for (const { name } of resources) pathOfResource(name, serialization.method);
  if (new Set(resources.map(({ name }) => name)).size !== resources.length)
    throw notASignature('names a resource twice');
  return manifest;
}

function notASignature(reason: string): CredenceError {
  return new CredenceError('DATA_MALFORMED', `The signed statement ${reason}.`, {
    hint: 'It is not a model signature as OpenSSF Model Signing 1.0 has it.',
  });
}
