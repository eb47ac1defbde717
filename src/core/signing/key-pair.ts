import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { digestNameFor, type KeyAlgorithm } from './key-algorithm.ts';
import { PublicKey } from './public-key.ts';

/** Whatever can sign under a public key: a pair in memory, or a token that keeps its key to itself. */
export interface Signer {
  readonly publicKey: PublicKey;
  sign(message: Uint8Array): Buffer;
}

/** A private key in memory, with its public half. */
export class KeyPair implements Signer {
  readonly publicKey: PublicKey;
  readonly #privateKey: KeyObject;

  /** @throws CredenceError `DATA_UNSUPPORTED` for algorithms other than those of `KeyAlgorithm` */
  constructor(privateKey: KeyObject) {
    this.#privateKey = privateKey;
    this.publicKey = new PublicKey(privateKey);
  }

  static generate(algorithm: KeyAlgorithm = 'ed25519'): KeyPair {
    return new KeyPair(generatePrivateKey(algorithm));
  }

  /** Signs the message itself, not a digest of it; ECDSA signatures are DER (RFC 3279 §2.2.3). */
  sign(message: Uint8Array): Buffer {
    return sign(digestNameFor(this.publicKey.algorithm), message, this.#privateKey);
  }

  /** The private key as DER-encoded PKCS#8 (RFC 5958), in the clear. */
  toPkcs8(): Buffer {
    return this.#privateKey.export({ type: 'pkcs8', format: 'der' });
  }
}

function generatePrivateKey(algorithm: KeyAlgorithm): KeyObject {
  switch (algorithm) {
    case 'ed25519':
      return generateKeyPairSync('ed25519').privateKey;
    case 'ecdsa-p256':
      return generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
    case 'ecdsa-p384':
      return generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey;
    case 'ecdsa-p521':
      return generateKeyPairSync('ec', { namedCurve: 'secp521r1' }).privateKey;
  }
}
