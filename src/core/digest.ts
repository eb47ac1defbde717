import { createHash, hash } from 'node:crypto';

declare const digestBrand: unique symbol;

/** A SHA-256 digest written `sha256:<64 lower-case hex digits>` (FIPS 180-4). */
export type Digest = string & { readonly [digestBrand]: true };

/** Digest of bytes held in memory. Strings are hashed as UTF-8. */
export function digestOf(data: Uint8Array | string): Digest {
  return `sha256:${hash('sha256', data, 'hex')}` as Digest;
}

/** Digest of bytes that arrive in pieces. */
export class DigestStream {
  readonly #hash = createHash('sha256');

  update(data: Uint8Array): void {
    this.#hash.update(data);
  }

  finish(): Digest {
    return `sha256:${this.#hash.digest('hex')}` as Digest;
  }
}

/** Digest from 32 raw bytes, as the engine stores one per record. */
export function digestFromBytes(bytes: Uint8Array): Digest {
  return `sha256:${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}` as Digest;
}
