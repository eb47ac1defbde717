import type { Digest } from '../core/digest.ts';
import type { Signer } from '../core/signing/key-pair.ts';
import { openFolder } from '../statements/model-signing/disk-folder.ts';
import { type SignedDirectory, signDirectory } from '../statements/model-signing/sign-directory.ts';
import type { ActingIdentity } from '../workspace/identities/acting-identity.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface SignRequest {
  /** A file or folder. */
  readonly path: string;
  /** Paths from the folder to leave out; they stand in the signature. */
  readonly ignorePaths: readonly string[];
  /** Where the signature will lie in the folder, if there. */
  readonly signaturePath?: string | undefined;
}

/**
 * Signs a folder or file under OpenSSF Model Signing 1.0 with any key. Ed25519, which that
 * specification does not have, is used where it is the key.
 *
 * @throws CredenceError as `signDirectory`
 */
export async function signWithKey(
  { path, ...options }: SignRequest,
  signer: Signer,
): Promise<SignedDirectory> {
  return await signDirectory(await openFolder(path), signer, {
    ...options,
    beyondSpecification: signer.publicKey.algorithm === 'ed25519',
  });
}

/**
 * The same with the key of who acts: the signature is kept, and the ledger says that it was made, so
 * that it stays good when the key is rotated.
 */
export async function signArtifact(
  workspace: Workspace,
  request: SignRequest,
  { identity, signer }: ActingIdentity,
): Promise<SignedDirectory> {
  const signed = await signWithKey(request, signer);
  await workspace.commit(async (unit) => {
    const { digest } = await unit.put({ bytes: signed.bundle });
    await unit.log({
      type: 'artifact.signed',
      subjects: [`sha256:${signed.manifest.rootDigest}` as Digest],
      statement: digest,
      actor: identity.keyId,
    });
  });
  return signed;
}
