import { CredenceError } from '../../core/error.ts';
import type { Certificate } from './certificate.ts';

/** Longest chain that is followed; real ones have three or four. */
const MAX_CHAIN = 8;

/**
 * Critical extensions that are understood here: key usage, alternative names, basic constraints,
 * policies (none is asked for) and extended usage. Any other refuses the chain (RFC 5280 §4.2).
 */
const UNDERSTOOD = new Set(['2.5.29.15', '2.5.29.17', '2.5.29.19', '2.5.29.32', '2.5.29.37']);

export interface ChainDemands {
  /** What is trusted without question. */
  readonly roots: readonly Certificate[];
  /** Offered by whoever signed; trusted only as links. */
  readonly intermediates: readonly Certificate[];
  /** When every certificate must be valid. */
  readonly at: Date;
}

/**
 * The chain from a leaf to a trusted root, the leaf first (RFC 5280 §6.1, without policies, name
 * constraints and revocation, which fail where they are marked critical).
 *
 * @throws CredenceError `SIGNATURE_INVALID` with what is wrong
 */
export function verifiedChain(
  leaf: Certificate,
  { roots, intermediates, at }: ChainDemands,
): readonly Certificate[] {
  const chain: Certificate[] = [leaf];
  for (let end = leaf; ; ) {
    requireUsable(end, at);
    if (roots.some((root) => root.fingerprint === end.fingerprint)) return chain;
    const issuer = issuerOf(end, [...roots, ...intermediates], chain);
    requireIssuer(issuer, chain.length - 1);
    chain.push(issuer);
    end = issuer;
  }
}

function issuerOf(
  certificate: Certificate,
  candidates: readonly Certificate[],
  chain: readonly Certificate[],
): Certificate {
  const used = new Set(chain.map(({ fingerprint }) => fingerprint));
  const issuer = candidates.find(
    (candidate) =>
      !used.has(candidate.fingerprint) &&
      certificate.x509.checkIssued(candidate.x509) &&
      certificate.x509.verify(candidate.x509.publicKey),
  );
  if (issuer !== undefined && chain.length < MAX_CHAIN) return issuer;
  throw refused(certificate, 'leads to no trusted root');
}

function requireUsable(certificate: Certificate, at: Date): void {
  if (!certificate.isValidAt(at)) throw refused(certificate, `is not valid at ${at.toISOString()}`);
  for (const { oid, critical } of certificate.extensions.values()) {
    if (critical && !UNDERSTOOD.has(oid)) {
      throw refused(certificate, `has a critical extension that is not understood (${oid})`);
    }
  }
}

/** @param between issuers that already stand between this one and the leaf */
function requireIssuer(issuer: Certificate, between: number): void {
  if (!issuer.mayIssue) throw refused(issuer, 'may not issue certificates');
  if (issuer.pathLength !== null && between > issuer.pathLength) {
    throw refused(issuer, `allows ${issuer.pathLength} issuers below it, not ${between}`);
  }
}

function refused({ x509, fingerprint }: Certificate, reason: string): CredenceError {
  const name = x509.subject.replaceAll('\n', ', ');
  return new CredenceError(
    'SIGNATURE_INVALID',
    `The certificate ${name === '' ? fingerprint : name} ${reason}.`,
    { hint: 'Give the root that the signer’s certificate leads to, if you trust it.' },
  );
}
