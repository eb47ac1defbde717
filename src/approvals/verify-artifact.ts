import { digestOf } from '../core/digest.ts';
import { PublicKey } from '../core/signing/public-key.ts';
import { visibleText } from '../core/visible-text.ts';
import { decodeLeaf } from '../ledger/leaf.ts';
import type { IdentityRow } from '../registry/rows/identities.ts';
import { openFolder } from '../statements/model-signing/disk-folder.ts';
import {
  type DirectoryVerification,
  verifyDirectory,
} from '../statements/model-signing/verify-directory.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface VerifyRequest {
  /** A file or folder. */
  readonly path: string;
  /** The signature's JSON. */
  readonly bundle: Uint8Array;
  readonly signaturePath?: string | undefined;
  readonly ignorePaths: readonly string[];
  readonly allowUnsigned: boolean;
}

/** What a verification found, and under whose name the key is known here. */
export interface VerifiedArtifact extends DirectoryVerification {
  readonly signedBy: string | null;
}

/** Verifies a folder or file with nothing but public keys, offline. Errors as `verifyDirectory`. */
export async function verifyWithKeys(
  { path, bundle, ...demands }: VerifyRequest,
  keys: readonly PublicKey[],
): Promise<VerifiedArtifact> {
  const folder = await openFolder(path);
  const trust = { method: 'key', keys } as const;
  return { ...(await verifyDirectory(folder, bundle, { ...demands, trust })), signedBy: null };
}

/**
 * Verifies with the keys that are known in a workspace. What a revoked key signed counts no more. A
 * signature has no time, so that of a key that was rotated or has expired counts only where the ledger
 * says that it was made while the key was good.
 */
export async function verifyWithWorkspace(
  workspace: Workspace,
  request: VerifyRequest,
): Promise<VerifiedArtifact> {
  const identities = await workspace.read.identities.list();
  const keys = identities.map(({ publicKey }) => PublicKey.fromPem(publicKey));
  const found = await verifyWithKeys(request, keys);
  const signer = found.signer?.method === 'key' ? found.signer.key : null;
  const identity = identities.find(({ keyId }) => keyId === signer);
  if (identity === undefined) return found;
  const named = { ...found, signedBy: identity.name };
  const name = visibleText(identity.name);
  if (identity.state === 'revoked')
    return {
      ...named,
      state: 'failed',
      problems: [...found.problems, `The key of ${name} was revoked.`],
    };
  if (found.state !== 'verified' || mayAct(identity, workspace.clock.now())) return named;
  if (await isLogged(workspace, request.bundle)) return named;
  const ended = identity.state === 'rotated' ? 'was rotated' : 'has expired';
  return {
    ...named,
    state: 'inconclusive',
    unchecked: [`The key of ${name} ${ended}, and the ledger does not say when it signed.`],
  };
}

function mayAct({ state, expires }: IdentityRow, now: string): boolean {
  return state === 'active' && (expires === null || Date.parse(expires) > Date.parse(now));
}

/** Only a key that was good could log it. */
async function isLogged({ read: { leaves } }: Workspace, bundle: Uint8Array): Promise<boolean> {
  const wanted = digestOf(bundle);
  for await (const entry of leaves.read(0, await leaves.size())) {
    const bytes = Buffer.from(entry.buffer, entry.byteOffset, entry.length);
    if (bytes.includes(wanted) && decodeLeaf(entry).statement === wanted) return true;
  }
  return false;
}
