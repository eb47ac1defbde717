import type { KeyObject } from 'node:crypto';
import { CredenceError } from '../error.ts';

/** What Credence signs with (`ed25519`, unless told) and what it verifies. */
export type KeyAlgorithm = 'ed25519' | 'ecdsa-p256' | 'ecdsa-p384' | 'ecdsa-p521';

const CURVES: ReadonlyMap<string | undefined, KeyAlgorithm> = new Map([
  ['prime256v1', 'ecdsa-p256'],
  ['secp384r1', 'ecdsa-p384'],
  ['secp521r1', 'ecdsa-p521'],
]);

/**
 * The algorithm of a key.
 *
 * @throws CredenceError `DATA_UNSUPPORTED` for RSA, other curves and everything else
 */
export function algorithmOf(key: KeyObject): KeyAlgorithm {
  if (key.asymmetricKeyType === 'ed25519') return 'ed25519';
  if (key.asymmetricKeyType === 'ec') {
    const algorithm = CURVES.get(key.asymmetricKeyDetails?.namedCurve);
    if (algorithm !== undefined) return algorithm;
  }
  throw new CredenceError(
    'DATA_UNSUPPORTED',
    `Keys of type ${key.asymmetricKeyType ?? 'unknown'} are not supported.`,
    { hint: 'Use Ed25519, or ECDSA over P-256, P-384 or P-521.' },
  );
}

/** The digest that goes with a curve (FIPS 186-5 §6.1.1); Ed25519 hashes by itself. */
export function digestNameFor(algorithm: KeyAlgorithm): 'sha256' | 'sha384' | 'sha512' | null {
  switch (algorithm) {
    case 'ed25519':
      return null;
    case 'ecdsa-p256':
      return 'sha256';
    case 'ecdsa-p384':
      return 'sha384';
    case 'ecdsa-p521':
      return 'sha512';
  }
}
