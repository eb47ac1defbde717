import { z } from 'zod';
import { CredenceError } from '../error.ts';
import { bytesFromBase64 } from './base64.ts';
import type { Signer } from './key-pair.ts';

/** A Dead Simple Signing Envelope (DSSE v1.0.2): bytes of a stated type under many signatures. */
export interface DsseEnvelope {
  readonly payloadType: string;
  /** The payload in base64. */
  readonly payload: string;
  readonly signatures: readonly DsseSignature[];
}

export interface DsseSignature {
  /** Not signed, so only a hint which key to try first. */
  readonly keyid?: string | undefined;
  /** The signature in base64. */
  readonly sig: string;
}

const MAX_SIGNATURES = 1000;

const base64 = z.string().refine((text) => bytesFromBase64(text, { urlSafe: true }) !== null, {
  error: 'is not base64',
});

const envelopeSchema: z.ZodType<DsseEnvelope> = z.object({
  payloadType: z.string().min(1),
  payload: base64,
  signatures: z
    .array(z.object({ keyid: z.string().optional(), sig: base64 }))
    .min(1)
    .max(MAX_SIGNATURES),
});

/** The bytes that are signed: "DSSEv1", then type and body, each after its length in bytes. */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Buffer {
  const type = Buffer.from(payloadType);
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${type.length} `),
    type,
    Buffer.from(` ${payload.length} `),
    payload,
  ]);
}

/** Wraps a payload and signs it with each signer. */
export function signEnvelope(
  payloadType: string,
  payload: Uint8Array,
  signers: readonly Signer[],
): DsseEnvelope {
  const message = preAuthEncoding(payloadType, payload);
  return {
    payloadType,
    payload: Buffer.from(payload).toString('base64'),
    signatures: signers.map((signer) => signatureOf(message, signer)),
  };
}

/** The envelope with one more signature over the same payload. */
export function addSignature(envelope: DsseEnvelope, signer: Signer): DsseEnvelope {
  const message = preAuthEncoding(envelope.payloadType, payloadBytes(envelope));
  return { ...envelope, signatures: [...envelope.signatures, signatureOf(message, signer)] };
}

/**
 * Reads an envelope from its JSON text; checks its shape, not its signatures. Members it does not know
 * are dropped (DSSE §3: consumers ignore them).
 *
 * @throws CredenceError `DATA_MALFORMED`
 */
export function parseEnvelope(json: string, file?: string): DsseEnvelope {
  const at = file === undefined ? undefined : { file };
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new CredenceError('DATA_MALFORMED', 'The envelope is not JSON.', { at, cause });
  }
  const read = envelopeSchema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new CredenceError(
    'DATA_MALFORMED',
    `The envelope is not DSSE: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
    { hint: 'A DSSE envelope has payloadType, payload and signatures.', at, cause: read.error },
  );
}

/** The payload's bytes; unverified, so never to be parsed before `verifyEnvelope`. */
export function payloadBytes(envelope: DsseEnvelope): Buffer {
  return Buffer.from(envelope.payload, 'base64');
}

function signatureOf(message: Uint8Array, signer: Signer): DsseSignature {
  return { keyid: signer.publicKey.id, sig: signer.sign(message).toString('base64') };
}
