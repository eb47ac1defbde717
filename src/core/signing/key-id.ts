import { hash } from 'node:crypto';

declare const keyIdBrand: unique symbol;

/** Names a public key: SHA-256 of its DER-encoded SubjectPublicKeyInfo, as 64 lower-case hex digits. */
export type KeyId = string & { readonly [keyIdBrand]: true };

/** The id of the key whose SubjectPublicKeyInfo (RFC 5280 §4.1.2.7) this is. */
export function keyIdOf(spki: Uint8Array): KeyId {
  return hash('sha256', spki, 'hex') as KeyId;
}

/** Whether text has the form of a key id; says nothing about a key behind it. */
export function isKeyId(text: string): text is KeyId {
  return /^[0-9a-f]{64}$/.test(text);
}
