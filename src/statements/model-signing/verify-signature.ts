import { hash, verify } from 'node:crypto';
import { CredenceError } from '../../core/error.ts';
import { preAuthEncoding } from '../../core/signing/dsse.ts';
import type { PublicKey } from '../../core/signing/public-key.ts';
import { parseStatement, STATEMENT_PAYLOAD_TYPE } from '../in-toto/statement.ts';
import { verifyKeyless } from '../sigstore/verify-keyless.ts';
import { Certificate } from '../x509/certificate.ts';
import { verifiedChain } from '../x509/chain.ts';
import type { SignatureBundle } from './signature-bundle.ts';
import type { ModelSigner, SignatureTrust } from './signature-trust.ts';
import { DIGESTS_PREDICATE } from './signed-manifest.ts';
import { v0Encoding } from './v0-encoding.ts';

/** A signature that was checked, or the reason why it could not be. */
export type CheckedSignature =
  | { readonly signer: ModelSigner }
  | { readonly signer: null; readonly reason: string };

/**
 * Checks a bundle's signature before anything in it is read (OMS §8.2).
 *
 * @throws CredenceError `SIGNATURE_INVALID` when it is wrong, or by somebody else
 */
export function verifySignature(bundle: SignatureBundle, trust: SignatureTrust): CheckedSignature {
  const { material } = bundle;
  switch (material.method) {
    case 'key':
      return trust.method === 'key'
        ? { signer: byKey(bundle, material.hint, trust.keys) }
        : otherMethod('a key', 'the public key');
    case 'certificate':
      return trust.method === 'certificate'
        ? { signer: byCertificate(bundle, material.chain, trust) }
        : otherMethod('a certificate', 'the root certificate that it leads to');
    case 'sigstore':
      return trust.method === 'sigstore'
        ? withoutKey(bundle, material, trust)
        : otherMethod('a keyless certificate', 'a trusted root, the identity and its issuer');
  }
}

/** What other tools call a key: SHA-256 of its PEM text, in hexadecimal (OMS §4.1). */
export function keyHint(key: PublicKey): string {
  return hash('sha256', key.toPem(), 'hex');
}

function byKey(
  bundle: SignatureBundle,
  hint: string | null,
  keys: readonly PublicKey[],
): ModelSigner {
  const named = keys.filter((key) => hint === null || keyHint(key) === hint);
  if (named.length === 0) throw refused('was made with another key than those that are trusted');
  const key = named.find((one) => fits(bundle, one));
  if (key === undefined) throw refused('does not fit what is signed');
  return { method: 'key', key: key.id };
}

function byCertificate(
  bundle: SignatureBundle,
  offered: readonly Buffer[],
  { roots, at }: Extract<SignatureTrust, { method: 'certificate' }>,
): ModelSigner {
  const [leaf, ...intermediates] = offered.map((der) => new Certificate(der));
  if (leaf === undefined) throw refused('has no certificate');
  const chain = verifiedChain(leaf, { roots, intermediates, at });
  if (!leaf.maySign) throw refused('was made with a certificate that may not sign');
  if (!fits(bundle, leaf.publicKey)) throw refused('does not fit what is signed');
  return {
    method: 'certificate',
    subject: leaf.x509.subject,
    certificate: leaf.fingerprint,
    root: chain.at(-1)?.fingerprint ?? leaf.fingerprint,
  };
}

function withoutKey(
  { payload, signature }: SignatureBundle,
  material: Extract<SignatureBundle['material'], { method: 'sigstore' }>,
  trust: Extract<SignatureTrust, { method: 'sigstore' }>,
): CheckedSignature {
  const message = preAuthEncoding(STATEMENT_PAYLOAD_TYPE, payload);
  const signer = verifyKeyless({ ...material, payload, message, signature }, trust);
  if (signer !== null) return { signer: { method: 'sigstore', ...signer } };
  return {
    signer: null,
    reason: 'No log promised when it was signed, and RFC 3161 timestamps are not supported.',
  };
}

function fits({ payload, signature }: SignatureBundle, key: PublicKey): boolean {
  const message = preAuthEncoding(STATEMENT_PAYLOAD_TYPE, payload);
  return key.verify(message, signature) || fitsOldFormat(payload, signature, key);
}

/** v0.2 signed with SHA-256 whatever the curve; only its own predicate is taken in that form. */
function fitsOldFormat(payload: Buffer, signature: Buffer, key: PublicKey): boolean {
  return (
    key.algorithm !== 'ed25519' &&
    verify('sha256', v0Encoding(payload), key.toPem(), signature) &&
    parseStatement(payload).predicateType === DIGESTS_PREDICATE
  );
}

function otherMethod(used: string, needed: string): CheckedSignature {
  return { signer: null, reason: `It was signed with ${used}; to check it, give ${needed}.` };
}

function refused(reason: string): CredenceError {
  return new CredenceError('SIGNATURE_INVALID', `The signature ${reason}.`, {
    hint: 'What it covers was altered, or somebody else signed it.',
  });
}
