import { hash } from 'node:crypto';
import { CredenceError } from '../error.ts';
import { visibleText } from '../visible-text.ts';
import { bytesFromBase64 } from './base64.ts';
import { PublicKey } from './public-key.ts';

/** What a key signs: notes (`0x01`), or what a witness saw and when (`0x04`). Both are Ed25519. */
export type NoteKeyKind = 'note' | 'cosignature';

/** An Ed25519 key under the name that its signatures carry (C2SP signed-note, tlog-cosignature). */
export interface NoteKey {
  readonly name: string;
  readonly kind: NoteKeyKind;
  readonly publicKey: PublicKey;
}

const TYPE_BYTES: Readonly<Record<NoteKeyKind, number>> = { note: 0x01, cosignature: 0x04 };
const VERIFIER_KEY = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/u;

/** The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ key), as 8 hex digits. */
export function noteKeyHash(key: NoteKey): string {
  const parts = [Buffer.from(`${assertKeyName(key.name)}\n`), typedKey(key)];
  return hash('sha256', Buffer.concat(parts), 'hex').slice(0, 8);
}

/** A verifier key, `name+hash+base64`, as tools of transparency logs exchange it. */
export function formatVerifierKey(key: NoteKey): string {
  return `${key.name}+${noteKeyHash(key)}+${typedKey(key).toString('base64')}`;
}

/**
 * Reads a verifier key.
 *
 * @throws CredenceError `DATA_MALFORMED` when it is none, or its hash is another's;
 * `DATA_UNSUPPORTED` for other algorithms
 */
export function parseVerifierKey(text: string): NoteKey {
  const [, name, keyHash, encoded] = VERIFIER_KEY.exec(text.trim()) ?? [];
  const bytes = encoded === undefined ? null : bytesFromBase64(encoded);
  if (name === undefined || bytes === null || bytes.length < 1) throw malformed(text);
  const kind = kindOf(bytes[0]);
  const key: NoteKey = { name, kind, publicKey: PublicKey.fromEd25519(bytes.subarray(1)) };
  if (noteKeyHash(key) !== keyHash) throw malformed(text);
  return key;
}

/** @throws CredenceError `USAGE` for names that a line of signature cannot carry */
function assertKeyName(name: string): string {
  if (name.length > 0 && !/[\s+\p{Cc}]/u.test(name) && name.isWellFormed()) return name;
  throw new CredenceError('USAGE', `${visibleText(JSON.stringify(name))} cannot name a key.`, {
    hint: 'Use a name like example.org/log, without spaces and plus signs.',
  });
}

function typedKey({ kind, publicKey }: NoteKey): Buffer {
  return Buffer.concat([Uint8Array.of(TYPE_BYTES[kind]), publicKey.toEd25519()]);
}

function kindOf(type: number | undefined): NoteKeyKind {
  if (type === TYPE_BYTES.note) return 'note';
  if (type === TYPE_BYTES.cosignature) return 'cosignature';
  throw new CredenceError('DATA_UNSUPPORTED', `Keys of type ${type} are not supported.`, {
    hint: 'Use an Ed25519 key (type 1) or a cosigning key (type 4).',
  });
}

function malformed(text: string): CredenceError {
  return new CredenceError(
    'DATA_MALFORMED',
    `${visibleText(JSON.stringify(text.slice(0, 200)))} is not a verifier key.`,
    { hint: 'A verifier key looks like example.org/log+0123abcd+ATx….' },
  );
}
