import { CredenceError } from '../../core/error.ts';
import { type DsseEnvelope, parseEnvelope, signEnvelope } from '../../core/signing/dsse.ts';
import type { Signer } from '../../core/signing/key-pair.ts';
import type { PublicKey } from '../../core/signing/public-key.ts';
import { verifyEnvelope } from '../../core/signing/verify-envelope.ts';
import type { Policy } from './policy.ts';
import { readPolicy } from './read-policy.ts';

/** What an envelope over a policy says that it holds: no other signature of the key will do. */
const PAYLOAD_TYPE = 'application/vnd.credence.model-policy';

/**
 * A detached signature over a policy file: an envelope (DSSE v1.0.2) whose payload is the file.
 *
 * @throws CredenceError `CONFIG_INVALID` where the bytes are no policy: nobody should sign those
 */
export function signPolicy(file: Uint8Array, signer: Signer): DsseEnvelope {
  readPolicy(Buffer.from(file).toString('utf8'));
  return signEnvelope(PAYLOAD_TYPE, file, [signer]);
}

/** A policy file and the signature that came with it. */
export interface SignedPolicyFile {
  readonly file: Uint8Array;
  /** Text of the envelope. */
  readonly signature: string;
}

/**
 * A user's own policy, which is parsed only once its signature is verified.
 *
 * @throws CredenceError `DATA_MALFORMED` for what is no envelope; `SIGNATURE_INVALID` where the key did
 *   not sign, or signed something that is no policy; `INTEGRITY_FAILED` where it signed another
 *   policy; `CONFIG_INVALID` as `readPolicy`
 */
export function readSignedPolicy({ file, signature }: SignedPolicyFile, key: PublicKey): Policy {
  const envelope = parseEnvelope(signature);
  const { payload } = verifyEnvelope(envelope, { keys: [key], payloadType: PAYLOAD_TYPE });
  if (payload.equals(file)) return readPolicy(payload.toString('utf8'));
  throw new CredenceError('INTEGRITY_FAILED', 'The signature is of another policy', {
    hint: 'The policy was altered after it was signed, or has a newer signature.',
  });
}
