import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import { Certificate, CODE_SIGNING } from '../x509/certificate.ts';
import { verifiedChain } from '../x509/chain.ts';
import { derElement } from '../x509/der.ts';
import { wasLogged } from './certificate-timestamp.ts';
import type { LogEntry } from './log-entry.ts';
import { isInForce, type TrustedRoot } from './trusted-root.ts';
import { verifyLogEntry } from './verify-log-entry.ts';

/** Whose keyless signature counts. Names are compared byte for byte. */
export interface KeylessDemands {
  readonly root: TrustedRoot;
  /** E-mail address or URI in the certificate. */
  readonly identity: string;
  /** The OpenID Connect issuer that vouched for it. */
  readonly issuer: string;
}

/** A signature made with a key that lived minutes, and what came with it. */
export interface KeylessSignature {
  /** DER. */
  readonly certificate: Buffer;
  readonly log: readonly LogEntry[];
  readonly payload: Buffer;
  /** The bytes that were signed: the payload in its encoding. */
  readonly message: Buffer;
  readonly signature: Buffer;
}

/** Who signed, and when a log took note of it. */
export interface KeylessSigner {
  readonly identity: string;
  readonly issuer: string;
  readonly time: Date;
}

/** Fulcio's extensions for the issuer: plain text, and since 2022 a DER string. */
const ISSUER_PLAIN = '1.3.6.1.4.1.57264.1.1';
const ISSUER_DER = '1.3.6.1.4.1.57264.1.8';

/**
 * Verifies a keyless signature offline, in the order of the Sigstore client specification §4: time from
 * the log, chain to the authority at that time, certificate logged, identity, signature.
 *
 * @returns null where no log promised a time; without one nothing shows that the key was alive
 * @throws CredenceError `SIGNATURE_INVALID`, `DATA_MALFORMED`
 */
export function verifyKeyless(
  signed: KeylessSignature,
  demands: KeylessDemands,
): KeylessSigner | null {
  const certificate = new Certificate(signed.certificate);
  const times = signed.log.map((entry) =>
    verifyLogEntry(entry, { ...signed, certificate }, demands.root.logs),
  );
  const time = times.find((one) => one !== null);
  if (time === undefined) return null;
  requireAuthority(certificate, demands.root, time);
  requireIdentity(certificate, demands);
  if (!certificate.publicKey.verify(signed.message, signed.signature))
    throw refused('The signature does not fit what is signed.');
  return { identity: demands.identity, issuer: demands.issuer, time };
}

function requireAuthority(leaf: Certificate, root: TrustedRoot, at: Date): void {
  const authorities = root.authorities.filter((authority) => isInForce(authority, at));
  const roots = authorities.flatMap(({ chain }) => chain.slice(-1));
  const intermediates = authorities.flatMap(({ chain }) => chain.slice(0, -1));
  const [, issuer] = verifiedChain(leaf, { roots, intermediates, at });
  if (!leaf.extendedUsages.includes(CODE_SIGNING))
    throw refused('The certificate is not for signing.');
  if (issuer === undefined || !wasLogged(leaf, issuer, root.certificateLogs))
    throw refused('The certificate is in no trusted log of certificates.');
}

function requireIdentity(certificate: Certificate, { identity, issuer }: KeylessDemands): void {
  const names = certificate.alternativeNames;
  if (!names.includes(identity)) {
    throw refused(`Signed by ${visibleText(names.join(', ') || 'nobody named')}, not ${identity}.`);
  }
  const vouched = issuerOf(certificate);
  if (vouched !== issuer)
    throw refused(`Vouched for by ${visibleText(vouched ?? 'nobody')}, not ${issuer}.`);
}

function issuerOf({ extensions }: Certificate): string | null {
  const current = extensions.get(ISSUER_DER);
  if (current !== undefined) return derElement(current.value).content.toString();
  return extensions.get(ISSUER_PLAIN)?.value.toString() ?? null;
}

function refused(message: string): CredenceError {
  return new CredenceError('SIGNATURE_INVALID', message, {
    hint: 'Check whose signature you expect; a stranger’s proves nothing.',
  });
}
