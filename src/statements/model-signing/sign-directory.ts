import { canonicalJson } from '../../core/canonical-json.ts';
import { CredenceError } from '../../core/error.ts';
import { preAuthEncoding } from '../../core/signing/dsse.ts';
import type { Signer } from '../../core/signing/key-pair.ts';
import { STATEMENT_PAYLOAD_TYPE, STATEMENT_TYPE } from '../in-toto/statement.ts';
import { isRelativePath } from '../relative-path.ts';
import type { Certificate } from '../x509/certificate.ts';
import { type FolderReader, ONE_FILE, underOwnName } from './folder-reader.ts';
import type { HashType } from './hash-algorithm.ts';
import { byName, hashFile, reasonAgainst } from './hash-folder.ts';
import { DEFAULT_IGNORED, isIgnored } from './ignored-paths.ts';
import { BUNDLE_MEDIA_TYPE } from './signature-bundle.ts';
import {
  rootDigest,
  type Serialization,
  SIGNATURE_PREDICATE,
  type SignedManifest,
  type SignedResource,
} from './signed-manifest.ts';
import { keyHint } from './verify-signature.ts';

export interface SigningOptions {
  /** Certificates for the signer's key, the leaf first; without them the key itself is named. */
  readonly certificates?: readonly Certificate[] | undefined;
  /** Bytes of a shard; whole files unless told. */
  readonly shardBytes?: number | undefined;
  readonly hashType?: Exclude<HashType, 'blake3'> | undefined;
  /** Paths from the folder to leave out; they are written into the signature. */
  readonly ignorePaths?: readonly string[] | undefined;
  /** Where the signature will lie in the folder, so that an older one is not signed. */
  readonly signaturePath?: string | undefined;
  readonly allowSymlinks?: boolean | undefined;
  /** Sign with Ed25519, which the specification does not have: other tools will refuse it. */
  readonly beyondSpecification?: boolean | undefined;
}

export interface SignedDirectory {
  /** The bundle's JSON, to be kept beside the folder or in it. */
  readonly bundle: string;
  readonly manifest: SignedManifest;
  /** Files that are there and not signed. */
  readonly leftOut: readonly string[];
}

/**
 * Signs a folder, or one file, as OpenSSF Model Signing 1.0 says (§6), so that `model_signing verify`
 * takes it too.
 *
 * @throws CredenceError `DATA_EMPTY` when nothing is left to sign; `NOT_ALLOWED` for links and special
 * files; `DATA_UNSUPPORTED` for keys outside the specification; `USAGE` for wrong paths or sizes
 */
export async function signDirectory(
  folder: FolderReader,
  signer: Signer,
  options: SigningOptions = {},
): Promise<SignedDirectory> {
  requireSigner(signer, options);
  const serialization = serializationOf(options);
  const { resources, leftOut } = await resourcesOf(folder, serialization, options);
  if (resources.length === 0) {
    throw new CredenceError('DATA_EMPTY', `${folder.name} holds nothing to sign.`, {
      hint: 'Check the folder and what is ignored.',
    });
  }
  const manifest = {
    name: folder.name,
    rootDigest: rootDigest(resources),
    resources,
    serialization,
  };
  return { bundle: bundleOf(manifest, signer, options), manifest, leftOut };
}

async function resourcesOf(
  folder: FolderReader,
  serialization: Serialization,
  { signaturePath }: SigningOptions,
): Promise<{ readonly resources: SignedResource[]; readonly leftOut: string[] }> {
  const resources: SignedResource[] = [];
  const leftOut: string[] = [];
  for await (const entry of folder.entries()) {
    if (entry.path === signaturePath || isIgnored(entry.path, serialization.ignorePaths)) {
      leftOut.push(entry.path);
      continue;
    }
    const reason = reasonAgainst(entry, serialization.allowSymlinks);
    if (reason !== null) {
      throw new CredenceError('NOT_ALLOWED', `${reason}, so ${folder.name} cannot be signed.`, {
        hint: 'Put the file itself in its place, or allow links to files.',
      });
    }
    // A file alone is signed under its own name (OMS §6.1.2).
    const path = entry.path === ONE_FILE ? folder.name : entry.path;
    if (!isRelativePath(path)) throw notAPath(path);
    const named = entry.path === ONE_FILE ? underOwnName(folder) : folder;
    for await (const resource of hashFile(named, { ...entry, path }, serialization))
      resources.push(resource);
  }
  return { resources: resources.sort(byName), leftOut: leftOut.sort() };
}

function serializationOf(options: SigningOptions): Serialization {
  const { shardBytes, hashType = 'sha256', allowSymlinks = false, ignorePaths = [] } = options;
  if (shardBytes !== undefined && !(Number.isSafeInteger(shardBytes) && shardBytes > 0))
    throw new CredenceError('USAGE', 'A shard has at least one byte.');
  for (const path of ignorePaths) if (!isPlainPath(path)) throw notAPath(path);
  return {
    method: shardBytes === undefined ? 'files' : 'shards',
    hashType,
    shardSize: shardBytes ?? null,
    allowSymlinks,
    ignorePaths: [...new Set([...DEFAULT_IGNORED, ...ignorePaths])].sort(),
  };
}

/** OMS §6.2.1: no patterns, no absolute paths, nothing above the folder. */
function isPlainPath(path: string): boolean {
  return isRelativePath(path) && !/[*?[]/.test(path);
}

function bundleOf(manifest: SignedManifest, signer: Signer, options: SigningOptions): string {
  const payload = Buffer.from(canonicalJson(statementOf(manifest)));
  const signature = signer.sign(preAuthEncoding(STATEMENT_PAYLOAD_TYPE, payload));
  return canonicalJson({
    mediaType: BUNDLE_MEDIA_TYPE,
    verificationMaterial: { ...materialOf(signer, options), tlogEntries: [] },
    dsseEnvelope: {
      payload: payload.toString('base64'),
      payloadType: STATEMENT_PAYLOAD_TYPE,
      signatures: [{ sig: signature.toString('base64'), keyid: '' }],
    },
  });
}

function materialOf(signer: Signer, { certificates }: SigningOptions): object {
  if (certificates === undefined) return { publicKey: { hint: keyHint(signer.publicKey) } };
  const chain = certificates.map(({ x509 }) => ({ rawBytes: x509.raw.toString('base64') }));
  return { x509CertificateChain: { certificates: chain } };
}

function statementOf({ name, rootDigest: root, resources, serialization }: SignedManifest): object {
  const { hashType, shardSize } = serialization;
  return {
    _type: STATEMENT_TYPE,
    subject: [{ name, digest: { sha256: root } }],
    predicateType: SIGNATURE_PREDICATE,
    predicate: {
      resources: resources.map((resource) => ({ ...resource, algorithm: hashType })),
      serialization: {
        method: serialization.method,
        hash_type: hashType,
        ...(shardSize === null ? {} : { shard_size: shardSize }),
        allow_symlinks: serialization.allowSymlinks,
        ignore_paths: serialization.ignorePaths,
      },
    },
  };
}

function requireSigner({ publicKey }: Signer, options: SigningOptions): void {
  const { certificates, beyondSpecification = false } = options;
  if (publicKey.algorithm === 'ed25519' && !beyondSpecification) {
    throw new CredenceError('DATA_UNSUPPORTED', 'Model signatures are not made with Ed25519.', {
      hint: 'Use a key over P-256, P-384 or P-521; other tools refuse Ed25519.',
    });
  }
  if (certificates !== undefined && certificates[0]?.publicKey.id !== publicKey.id) {
    throw new CredenceError('USAGE', 'The first certificate is not for the key that signs.', {
      hint: 'Give the signer’s certificate first, then those that issued it.',
    });
  }
}

function notAPath(path: string): CredenceError {
  return new CredenceError(
    'USAGE',
    `${JSON.stringify(path)} is not a plain path from the folder.`,
    {
      hint: 'Write it with / between folders, without patterns, .. or a leading slash.',
    },
  );
}
