import { z } from 'zod';
import { CredenceError } from '../../core/error.ts';
import { STATEMENT_PAYLOAD_TYPE } from '../in-toto/statement.ts';
import { malformed } from '../malformed.ts';
import { readJson } from '../read-json.ts';
import { base64BytesSchema } from '../sigstore/base64-bytes.ts';
import { type LogEntry, logEntrySchema } from '../sigstore/log-entry.ts';

export const BUNDLE_MEDIA_TYPE = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** What a bundle brings along to check its signature with. None of it is trusted for being there. */
export type VerificationMaterial =
  | {
      readonly method: 'key' /** SHA-256 of the key's PEM; null in old bundles. */;
      readonly hint: string | null;
    }
  | {
      readonly method: 'certificate' /** DER, the leaf first. */;
      readonly chain: readonly Buffer[];
    }
  | {
      readonly method: 'sigstore';
      readonly certificate: Buffer;
      readonly log: readonly LogEntry[];
    };

/** A Sigstore bundle with one signature over an in-toto statement (OMS §4). */
export interface SignatureBundle {
  readonly material: VerificationMaterial;
  /** Unverified: not to be parsed before the signature is. */
  readonly payload: Buffer;
  readonly signature: Buffer;
}

const certificate = z.object({ rawBytes: base64BytesSchema });

const materialSchema = z.object({
  publicKey: z
    .object({ hint: z.string().nullish(), rawBytes: z.string().nullish() })
    .refine(({ hint, rawBytes }) => (hint ?? rawBytes ?? '') !== '', 'names no key')
    .optional(),
  x509CertificateChain: z.object({ certificates: z.array(certificate).min(1) }).optional(),
  certificate: certificate.optional(),
  tlogEntries: z.array(logEntrySchema).nullish(),
});

const bundleSchema = z.object({
  mediaType: z
    .string()
    .regex(
      /^application\/vnd\.dev\.sigstore\.bundle(?:\.v0\.3\+json|\+json;version=0\.[123])$/,
      'is not a bundle that is known here',
    ),
  verificationMaterial: materialSchema,
  dsseEnvelope: z.object({
    payload: base64BytesSchema,
    payloadType: z.literal(STATEMENT_PAYLOAD_TYPE),
    // A bundle holds one signature: with more, two readers could count different ones.
    signatures: z.array(z.object({ sig: base64BytesSchema })).length(1),
  }),
});

/**
 * Reads a bundle's JSON; checks its shape, not its signature.
 *
 * @throws CredenceError `DATA_MALFORMED`
 */
export function parseSignatureBundle(bytes: Uint8Array): SignatureBundle {
  const read = bundleSchema.safeParse(readJson(bytes, 'The signature'));
  const hint = 'A model signature is a Sigstore bundle with a DSSE envelope (OMS 1.0).';
  if (!read.success) throw malformed('The signature', read.error, hint);
  const { verificationMaterial, dsseEnvelope } = read.data;
  return {
    material: materialOf(verificationMaterial),
    payload: dsseEnvelope.payload,
    signature: dsseEnvelope.signatures[0]?.sig ?? Buffer.alloc(0),
  };
}

function materialOf(material: z.infer<typeof materialSchema>): VerificationMaterial {
  const { publicKey, x509CertificateChain: chain, certificate: leaf, tlogEntries } = material;
  const found = [publicKey, chain, leaf].filter((one) => one !== undefined);
  if (found.length !== 1) throw unclear('names no method, or more than one');
  if (publicKey !== undefined) return { method: 'key', hint: publicKey.hint || null };
  if (chain !== undefined) {
    const certificates = chain.certificates.map(({ rawBytes }) => rawBytes);
    return { method: 'certificate', chain: certificates };
  }
  const log = tlogEntries ?? [];
  if (leaf === undefined || log.length === 0) throw unclear('has no entry of a transparency log');
  return { method: 'sigstore', certificate: leaf.rawBytes, log };
}

function unclear(reason: string): CredenceError {
  return new CredenceError('DATA_MALFORMED', `The signature ${reason}.`, {
    hint: 'Its verificationMaterial must be a publicKey, an x509CertificateChain or a certificate.',
  });
}
