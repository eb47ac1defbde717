import { z } from 'zod';
import { CredenceError } from '../../core/error.ts';
import { PublicKey } from '../../core/signing/public-key.ts';
import { malformed } from '../malformed.ts';
import { readJson } from '../read-json.ts';
import { Certificate } from '../x509/certificate.ts';
import { base64BytesSchema } from './base64-bytes.ts';

/** The keys and roots of one Sigstore deployment (sigstore_trustroot.proto, TrustedRoot). */
export interface TrustedRoot {
  readonly authorities: readonly CertificateAuthority[];
  /** Logs of signatures. */
  readonly logs: readonly TrustedLog[];
  /** Logs of certificates. */
  readonly certificateLogs: readonly TrustedLog[];
}

export interface CertificateAuthority extends ValidPeriod {
  /** The root last. */
  readonly chain: readonly Certificate[];
}

export interface TrustedLog extends ValidPeriod {
  readonly id: Buffer;
  readonly key: PublicKey;
}

interface ValidPeriod {
  readonly from: Date;
  readonly until: Date | null;
}

const period = z.object({ start: z.iso.datetime(), end: z.iso.datetime().nullish() });
type Period = z.infer<typeof period>;

const logSchema = z.object({
  publicKey: z.object({ rawBytes: base64BytesSchema, validFor: period }),
  logId: z.object({ keyId: base64BytesSchema }),
});

const rootSchema = z.object({
  tlogs: z.array(logSchema),
  certificateAuthorities: z.array(
    z.object({
      certChain: z.object({
        certificates: z.array(z.object({ rawBytes: base64BytesSchema })).min(1),
      }),
      validFor: period,
    }),
  ),
  ctlogs: z.array(logSchema),
});

/** A trusted root as Sigstore publishes it, alone or within a client's trust configuration. */
const documentSchema = z.union([
  rootSchema,
  z.object({ trustedRoot: rootSchema }).transform(({ trustedRoot }) => trustedRoot),
]);

/**
 * Reads a `trusted_root.json`. Logs with keys of unsupported kinds are left out.
 *
 * @throws CredenceError `DATA_MALFORMED`
 */
export function parseTrustedRoot(bytes: Uint8Array): TrustedRoot {
  const read = documentSchema.safeParse(readJson(bytes, 'The trusted root'));
  if (!read.success) throw malformed('The trusted root', read.error);
  const { tlogs, certificateAuthorities, ctlogs } = read.data;
  return {
    authorities: certificateAuthorities.map(({ certChain, validFor }) => ({
      chain: certChain.certificates.map(({ rawBytes }) => new Certificate(rawBytes)),
      ...datesOf(validFor),
    })),
    logs: tlogs.flatMap(logOf),
    certificateLogs: ctlogs.flatMap(logOf),
  };
}

/** Whether something was in force at this time, both ends included. */
export function isInForce({ from, until }: ValidPeriod, at: Date): boolean {
  return from <= at && (until === null || at <= until);
}

function logOf({ publicKey, logId }: z.infer<typeof logSchema>): TrustedLog[] {
  const key = supportedKey(publicKey.rawBytes);
  return key === null ? [] : [{ id: logId.keyId, key, ...datesOf(publicKey.validFor) }];
}

function supportedKey(spki: Buffer): PublicKey | null {
  try {
    return PublicKey.fromSpki(spki);
  } catch (error) {
    if (error instanceof CredenceError && error.code === 'DATA_UNSUPPORTED') return null;
    throw error;
  }
}

function datesOf({ start, end }: Period): ValidPeriod {
  return { from: new Date(start), until: end == null ? null : new Date(end) };
}
