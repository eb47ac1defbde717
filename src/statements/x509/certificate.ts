import { X509Certificate } from 'node:crypto';
import { CredenceError } from '../../core/error.ts';
import { PublicKey } from '../../core/signing/public-key.ts';
import {
  DER,
  type DerElement,
  derElement,
  derElements,
  derEncoded,
  notDer,
  objectIdentifier,
} from './der.ts';

export interface CertificateExtension {
  readonly oid: string;
  readonly critical: boolean;
  /** The value within its octet string. */
  readonly value: Buffer;
  /** The whole extension as it stands in the certificate. */
  readonly bytes: Buffer;
}

const KEY_USAGE = '2.5.29.15';
const BASIC_CONSTRAINTS = '2.5.29.19';
const EXTENDED_KEY_USAGE = '2.5.29.37';
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';

/** Bits of the key usage extension (RFC 5280 §4.2.1.3). */
const USAGE_BITS = { digitalSignature: 0, keyCertSign: 5 } as const;

/**
 * An X.509 v3 certificate (RFC 5280): Node's own reader for signatures and names, and the extensions
 * that it does not show.
 */
export class Certificate {
  readonly x509: X509Certificate;
  readonly extensions: ReadonlyMap<string, CertificateExtension>;
  readonly #tbs: DerElement;

  /** @throws CredenceError `DATA_MALFORMED` */
  constructor(der: Uint8Array) {
    this.x509 = readX509(der);
    this.#tbs = firstOf(derElement(this.x509.raw).content);
    this.extensions = new Map(
      extensionsOf(this.#tbs).map((extension) => [extension.oid, extension]),
    );
  }

  /** Reads every certificate of a PEM file. */
  static fromPem(pem: string): Certificate[] {
    const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    return blocks.map((block) => new Certificate(readX509(block).raw));
  }

  /** SHA-256 over the certificate, in hexadecimal. */
  get fingerprint(): string {
    return this.x509.fingerprint256.replaceAll(':', '').toLowerCase();
  }

  /** @throws CredenceError `DATA_UNSUPPORTED` for keys other than Ed25519 and the NIST curves */
  get publicKey(): PublicKey {
    return new PublicKey(this.x509.publicKey);
  }

  /** Whether it is valid at this time, both ends included. */
  isValidAt(time: Date): boolean {
    return this.x509.validFromDate <= time && time <= this.x509.validToDate;
  }

  /** Whether its key may sign documents or code. Without any usage extension it may not. */
  get maySign(): boolean {
    return this.#hasUsage('digitalSignature') || this.extendedUsages.includes(CODE_SIGNING);
  }

  /** Whether its key may sign certificates (RFC 5280 §4.2.1.3 and §4.2.1.9). */
  get mayIssue(): boolean {
    const limited = this.extensions.has(KEY_USAGE);
    return this.x509.ca && (!limited || this.#hasUsage('keyCertSign'));
  }

  /** How many issuers may stand between it and a leaf; null for any number. */
  get pathLength(): number | null {
    const constraints = this.extensions.get(BASIC_CONSTRAINTS);
    if (constraints === undefined) return null;
    const [, length] = derElements(derElement(constraints.value).content);
    return length === undefined ? null : Number.parseInt(length.content.toString('hex'), 16);
  }

  get extendedUsages(): readonly string[] {
    const usage = this.extensions.get(EXTENDED_KEY_USAGE);
    if (usage === undefined) return [];
    return derElements(derElement(usage.value).content).map(objectIdentifier);
  }

  /** E-mail addresses and URIs among the alternative names, byte for byte (RFC 5280 §4.2.1.6). */
  get alternativeNames(): readonly string[] {
    const names = this.extensions.get(SUBJECT_ALTERNATIVE_NAME);
    if (names === undefined) return [];
    return derElements(derElement(names.value).content)
      .filter(({ tag }) => tag === EMAIL || tag === URI)
      .map(({ content }) => content.toString('latin1'));
  }

  /** The signed part without one extension, as a log for certificates signed it (RFC 6962 §3.2). */
  tbsWithout(oid: string): Buffer {
    const parts = derElements(this.#tbs.content).map((part) =>
      part.tag === EXTENSIONS ? extensionsWithout(part, oid) : part.bytes,
    );
    return derEncoded(DER.SEQUENCE, Buffer.concat(parts));
  }

  #hasUsage(usage: keyof typeof USAGE_BITS): boolean {
    const extension = this.extensions.get(KEY_USAGE);
    if (extension === undefined) return false;
    const bit = USAGE_BITS[usage];
    const [, bits = 0] = derElement(extension.value).content;
    return (bits & (0x80 >> bit)) !== 0;
  }
}

/** Extended key usage: code signing (RFC 5280 §4.2.1.12). */
export const CODE_SIGNING = '1.3.6.1.5.5.7.3.3';

/** Context tags: extensions within the signed part, and two kinds of alternative names. */
const EXTENSIONS = 0xa3;
const EMAIL = 0x81;
const URI = 0x86;

function readX509(source: string | Uint8Array): X509Certificate {
  try {
    return new X509Certificate(typeof source === 'string' ? source : Buffer.from(source));
  } catch (cause) {
    throw new CredenceError('DATA_MALFORMED', 'This is not an X.509 certificate.', {
      hint: 'Certificates are given in PEM or DER.',
      cause,
    });
  }
}

function extensionsOf(tbs: DerElement): CertificateExtension[] {
  const list = derElements(tbs.content).find(({ tag }) => tag === EXTENSIONS);
  if (list === undefined) return [];
  return derElements(derElement(list.content).content).map((extension) => {
    const [oid, second, third] = derElements(extension.content);
    const value = third ?? second;
    if (oid === undefined || value?.tag !== DER.OCTET_STRING) throw notDer();
    return {
      oid: objectIdentifier(oid),
      critical: third !== undefined && second?.content[0] === 0xff,
      value: value.content,
      bytes: extension.bytes,
    };
  });
}

function extensionsWithout(part: DerElement, oid: string): Buffer {
  const kept = derElements(derElement(part.content).content).filter(
    ({ content }) => objectIdentifier(firstOf(content)) !== oid,
  );
  const sequence = derEncoded(DER.SEQUENCE, Buffer.concat(kept.map(({ bytes }) => bytes)));
  return derEncoded(EXTENSIONS, sequence);
}

function firstOf(bytes: Buffer): DerElement {
  const [first] = derElements(bytes);
  if (first === undefined) throw notDer();
  return first;
}
