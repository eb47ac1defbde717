import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { CredenceError } from '../error.ts';
import { algorithmOf, digestNameFor, type KeyAlgorithm } from './key-algorithm.ts';
import { type KeyId, keyIdOf } from './key-id.ts';

/** DER of an Ed25519 SubjectPublicKeyInfo up to the 32 bytes of the key (RFC 8410 §4). */
const ED25519_SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** A public key: checks signatures, and has an id by which it is known. Trust is by this id alone. */
export class PublicKey {
  readonly algorithm: KeyAlgorithm;
  readonly id: KeyId;
  readonly #key: KeyObject;

  constructor(key: KeyObject) {
    this.algorithm = algorithmOf(key);
    this.#key = key.type === 'private' ? createPublicKey(key) : key;
    this.id = keyIdOf(this.toSpki());
  }

  /**
   * Reads a PEM file's text (`BEGIN PUBLIC KEY`).
   *
   * @throws CredenceError `DATA_MALFORMED` when it is not a public key (a private key is refused, so
   * that one is never passed around by mistake); `DATA_UNSUPPORTED` for other algorithms
   */
  static fromPem(pem: string, file?: string): PublicKey {
    if (!/^\s*-----BEGIN PUBLIC KEY-----/.test(pem)) throw notAKey(file);
    return read(() => createPublicKey(pem), file);
  }

  /** Reads a DER-encoded SubjectPublicKeyInfo. Errors as for `fromPem`. */
  static fromSpki(spki: Uint8Array): PublicKey {
    return read(() => createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' }));
  }

  /** Reads the 32 bytes of an Ed25519 key (RFC 8032 §5.1.5). Errors as for `fromPem`. */
  static fromEd25519(bytes: Uint8Array): PublicKey {
    if (bytes.length !== 32) throw notAKey(undefined);
    return PublicKey.fromSpki(Buffer.concat([ED25519_SPKI_PREFIX, bytes]));
  }

  toPem(): string {
    return this.#key.export({ type: 'spki', format: 'pem' }).toString();
  }

  toSpki(): Buffer {
    return this.#key.export({ type: 'spki', format: 'der' });
  }

  /**
   * The 32 bytes of an Ed25519 key.
   *
   * @throws CredenceError `DATA_UNSUPPORTED` for other keys
   */
  toEd25519(): Buffer {
    if (this.algorithm === 'ed25519') return this.toSpki().subarray(ED25519_SPKI_PREFIX.length);
    throw new CredenceError(
      'DATA_UNSUPPORTED',
      `This needs an Ed25519 key, not ${this.algorithm}.`,
      {
        hint: 'Checkpoints and cosignatures are signed with Ed25519.',
      },
    );
  }

  /** Whether this key signed these bytes; ECDSA signatures are DER. A malformed signature is `false`. */
  verify(message: Uint8Array, signature: Uint8Array): boolean {
    return verify(digestNameFor(this.algorithm), message, this.#key, signature);
  }
}

function read(make: () => KeyObject, file?: string): PublicKey {
  let key: KeyObject;
  try {
    key = make();
  } catch (cause) {
    throw notAKey(file, cause);
  }
  return new PublicKey(key);
}

function notAKey(file: string | undefined, cause?: unknown): CredenceError {
  return new CredenceError('DATA_MALFORMED', `${file ?? 'This'} does not hold a public key.`, {
    hint: 'A public key is a PEM file that starts with -----BEGIN PUBLIC KEY-----.',
    at: file === undefined ? undefined : { file },
    cause,
  });
}
