import { CredenceError } from '../../core/error.ts';
import { type ComparedFolder, FolderComparison, type FolderDemands } from './folder-comparison.ts';
import type { FolderReader } from './folder-reader.ts';
import { parseSignatureBundle } from './signature-bundle.ts';
import type { ModelSigner, SignatureTrust } from './signature-trust.ts';
import { parseSignedManifest, type SignedManifest } from './signed-manifest.ts';
import { verifySignature } from './verify-signature.ts';

export interface DirectoryDemands extends FolderDemands {
  readonly trust: SignatureTrust;
}

export interface DirectoryVerification extends ComparedFolder {
  readonly signer: ModelSigner | null;
  /** What the signature says; null where it was not verified, since then nobody said it. */
  readonly manifest: SignedManifest | null;
}

/**
 * Verifies a folder, or one file, against an OpenSSF Model Signing signature (OMS 1.0 §8; reads all
 * formats since 0.2). Paths that the signature leaves out are reported: a file that could change what the
 * model does fails the verification unless the caller leaves it out too, any other leaves it open.
 *
 * @throws CredenceError when the folder cannot be read; whatever is wrong with the signature or the files
 * is in the result
 */
export async function verifyDirectory(
  folder: FolderReader,
  bundle: Uint8Array,
  demands: DirectoryDemands,
): Promise<DirectoryVerification> {
  const opened = attempt(() => openSignature(bundle, demands.trust));
  if ('problem' in opened) return withoutManifest('failed', opened.problem);
  if (opened.signer === null) return withoutManifest('inconclusive', opened.reason);
  const { signer, manifest } = opened;
  if (manifest.serialization.hashType === 'blake3')
    return { ...withoutManifest('inconclusive', 'BLAKE3 digests cannot be checked here.'), signer };
  const comparison = new FolderComparison(manifest, demands, folder.name);
  for await (const entry of folder.entries()) await comparison.take(entry, folder);
  return { ...comparison.finish(), signer, manifest };
}

type Opened =
  | { readonly signer: ModelSigner; readonly manifest: SignedManifest }
  | { readonly signer: null; readonly reason: string };

function openSignature(bytes: Uint8Array, trust: SignatureTrust): Opened {
  const bundle = parseSignatureBundle(bytes);
  const checked = verifySignature(bundle, trust);
  if (checked.signer === null) return checked;
  return { signer: checked.signer, manifest: parseSignedManifest(bundle.payload) };
}

function attempt<T>(open: () => T): T | { readonly problem: string } {
  try {
    return open();
  } catch (error) {
    if (error instanceof CredenceError) return { problem: error.message };
    throw error;
  }
}

function withoutManifest(state: 'failed' | 'inconclusive', reason: string): DirectoryVerification {
  return {
    state,
    signer: null,
    manifest: null,
    problems: state === 'failed' ? [reason] : [],
    unchecked: state === 'inconclusive' ? [reason] : [],
    verifiedFiles: 0,
    uncovered: { ignored: [], hiddenBySignature: [], unsigned: [], empty: [] },
    notes: [],
  };
}
