import { createCipheriv, randomBytes, scryptSync } from 'node:crypto';

/**
 * scrypt (RFC 7914) over 16 MiB, five times: as strong against guessing as 128 MiB once, within the
 * memory that OpenSSL allows itself when it reads such a file.
 */
const SCRYPT = { N: 16384, r: 8, p: 5 } as const;
const KEY_BYTES = 32;

const PBES2 = '1.2.840.113549.1.5.13';
const SCRYPT_OID = '1.3.6.1.4.1.11591.4.11';
const AES_256_CBC = '2.16.840.1.101.3.4.1.42';

/**
 * Encrypts a PKCS#8 private key under a passphrase: EncryptedPrivateKeyInfo (RFC 5958 §3) with PBES2,
 * scrypt (RFC 7914 §7) and AES-256-CBC, as PEM. OpenSSL and Node read it; their own writer would use
 * PBKDF2 with 2048 rounds.
 */
export function encryptPrivateKey(pkcs8: Uint8Array, passphrase: string): string {
  const salt = randomBytes(16);
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', scryptSync(passphrase, salt, KEY_BYTES, SCRYPT), iv);
  const encrypted = Buffer.concat([cipher.update(pkcs8), cipher.final()]);
  const derivation = sequence([
    objectIdentifier(SCRYPT_OID),
    sequence([
      octets(salt),
      integer(SCRYPT.N),
      integer(SCRYPT.r),
      integer(SCRYPT.p),
      integer(KEY_BYTES),
    ]),
  ]);
  const scheme = sequence([objectIdentifier(AES_256_CBC), octets(iv)]);
  const algorithm = sequence([objectIdentifier(PBES2), sequence([derivation, scheme])]);
  return pem('ENCRYPTED PRIVATE KEY', sequence([algorithm, octets(encrypted)]));
}

/** PEM (RFC 7468): base64 in lines of 64 between two markers. */
export function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** One DER element (X.690 §8.1): tag, length, content. */
function element(tag: number, content: Uint8Array): Buffer {
  const { length } = content;
  const header = length < 0x80 ? [tag, length] : [tag, 0x82, length >> 8, length & 0xff];
  if (length >= 0x80 && length < 0x100) header.splice(1, 3, 0x81, length);
  return Buffer.concat([Uint8Array.from(header), content]);
}

function sequence(parts: readonly Buffer[]): Buffer {
  return element(0x30, Buffer.concat(parts));
}

function octets(content: Uint8Array): Buffer {
  return element(0x04, content);
}

function integer(value: number): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return element(0x02, (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.alloc(1), bytes]) : bytes);
}

/** Object identifier (X.690 §8.19): the first two numbers in one, each in base 128. */
function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(0x06, Buffer.from([first * 40 + second, ...rest].flatMap(base128)));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let left = value >>> 7; left > 0; left >>>= 7) digits.unshift((left & 0x7f) | 0x80);
  return digits;
}
