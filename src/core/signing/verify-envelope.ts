import { CredenceError } from '../error.ts';
import { visibleText } from '../visible-text.ts';
import { type DsseEnvelope, type DsseSignature, payloadBytes, preAuthEncoding } from './dsse.ts';
import { isKeyId, type KeyId } from './key-id.ts';
import type { PublicKey } from './public-key.ts';

export interface EnvelopeDemands {
  /** The keys that count; a signature under any other key is passed over. */
  readonly keys: Iterable<PublicKey>;
  /** The one type that the caller is going to parse. */
  readonly payloadType: string;
  /** How many distinct keys must have signed; one unless told. */
  readonly threshold?: number | undefined;
}

export interface VerifiedEnvelope {
  readonly payload: Buffer;
  /** Ids of the distinct keys that signed, in the order of `keys`. */
  readonly signers: readonly KeyId[];
}

/**
 * Verifies an envelope before anyone parses its payload (DSSE §3.2): counts distinct keys, not
 * signatures, so one key that signed twice counts once.
 *
 * @throws CredenceError `SIGNATURE_INVALID` for another type, or too few keys; `USAGE` for a threshold
 * under one
 */
export function verifyEnvelope(envelope: DsseEnvelope, demands: EnvelopeDemands): VerifiedEnvelope {
  const { payloadType, threshold = 1 } = demands;
  if (!Number.isSafeInteger(threshold) || threshold < 1)
    throw new CredenceError('USAGE', 'At least one signature must be asked for.');
  if (envelope.payloadType !== payloadType) {
    throw new CredenceError(
      'SIGNATURE_INVALID',
      `The envelope holds ${visibleText(JSON.stringify(envelope.payloadType))}, not ${payloadType}.`,
      { hint: 'Give the statement that belongs here.' },
    );
  }
  const payload = payloadBytes(envelope);
  const message = preAuthEncoding(payloadType, payload);
  const keys = new Map(Array.from(demands.keys, (key) => [key.id, key]));
  const signed = new Set(
    envelope.signatures.map((signature) => signerOf(signature, message, keys)),
  );
  const signers = [...keys.keys()].filter((id) => signed.has(id));
  if (signers.length >= threshold) return { payload, signers };
  throw new CredenceError(
    'SIGNATURE_INVALID',
    `${signers.length} of ${keys.size} known keys signed this, ${threshold} needed.`,
    { hint: 'The statement was altered, or signed with keys that are not trusted here.' },
  );
}

/** A key's id is a hint (DSSE §3): where it names no known key, as other tools name theirs, all are tried. */
function signerOf(
  { keyid, sig }: DsseSignature,
  message: Uint8Array,
  keys: ReadonlyMap<KeyId, PublicKey>,
): KeyId | undefined {
  const named = keyid !== undefined && isKeyId(keyid) ? keys.get(keyid) : undefined;
  const candidates = named === undefined ? [...keys.values()] : [named];
  return candidates.find((key) => key.verify(message, Buffer.from(sig, 'base64')))?.id;
}
