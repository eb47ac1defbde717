import { hash, type KeyObject, sign } from 'node:crypto';
import { derEncoded } from '../../../src/statements/x509/der.ts';

/** A certificate's subject or issuer: a common name, and the key behind it. */
export interface Party {
  readonly name: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export interface MadeExtension {
  readonly oid: string;
  readonly critical?: boolean;
  readonly value: Buffer;
}

export interface CertificateWish {
  readonly subject: Party;
  readonly issuer: Party;
  readonly extensions?: readonly MadeExtension[];
  readonly from?: Date;
  readonly until?: Date;
  /** Sees the signed part before it is signed; gives one more extension. */
  readonly lastExtension?: (tbs: Buffer) => MadeExtension;
}

const SEQUENCE = 0x30;
const ECDSA_SHA256 = '1.2.840.10045.4.3.2';

/** A certificate in DER, signed with ECDSA over P-256; for tests, which must not need any tool. */
export function makeCertificate(wish: CertificateWish): Buffer {
  const { lastExtension, extensions = [] } = wish;
  const last = lastExtension === undefined ? [] : [lastExtension(tbsOf(wish, extensions))];
  const tbs = tbsOf(wish, [...extensions, ...last]);
  const signature = sign('sha256', tbs, wish.issuer.privateKey);
  return sequence(tbs, algorithm(), derEncoded(0x03, Buffer.concat([Buffer.of(0), signature])));
}

/** Key usage bits, the first being digitalSignature. */
export function keyUsage(bits: number): MadeExtension {
  return { oid: '2.5.29.15', critical: true, value: derEncoded(0x03, Buffer.of(0, bits)) };
}

export const MAY_SIGN: MadeExtension = keyUsage(0x80);
export const MAY_ISSUE: MadeExtension = keyUsage(0x04);

export function authority(pathLength?: number): MadeExtension {
  const length = pathLength === undefined ? [] : [derEncoded(0x02, Buffer.of(pathLength))];
  const value = sequence(derEncoded(0x01, Buffer.of(0xff)), ...length);
  return { oid: '2.5.29.19', critical: true, value };
}

export const FOR_CODE: MadeExtension = {
  oid: '2.5.29.37',
  value: sequence(objectIdentifier('1.3.6.1.5.5.7.3.3')),
};

export function emailName(address: string): MadeExtension {
  return {
    oid: '2.5.29.17',
    critical: true,
    value: sequence(derEncoded(0x81, Buffer.from(address))),
  };
}

/** The issuer that vouched for a name, as Fulcio writes it. */
export function vouchedBy(issuer: string): MadeExtension {
  return { oid: '1.3.6.1.4.1.57264.1.8', value: derEncoded(0x0c, Buffer.from(issuer)) };
}

export function sequence(...parts: readonly Buffer[]): Buffer {
  return derEncoded(SEQUENCE, Buffer.concat(parts));
}

export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return derEncoded(0x06, Buffer.from([first * 40 + second, ...rest].flatMap(base128)));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128))
    digits.unshift((left & 0x7f) | 0x80);
  return digits;
}

function tbsOf(
  { subject, issuer, from, until }: CertificateWish,
  extensions: readonly MadeExtension[],
): Buffer {
  const serial = Buffer.concat([
    Buffer.of(1),
    hash('sha256', subject.name, 'buffer').subarray(0, 8),
  ]);
  const spki = subject.publicKey.export({ type: 'spki', format: 'der' });
  const list =
    extensions.length === 0 ? [] : [derEncoded(0xa3, sequence(...extensions.map(extension)))];
  return sequence(
    derEncoded(0xa0, derEncoded(0x02, Buffer.of(2))),
    derEncoded(0x02, serial),
    algorithm(),
    nameOf(issuer),
    sequence(time(from ?? new Date('2020-01-01')), time(until ?? new Date('2040-01-01'))),
    nameOf(subject),
    spki,
    ...list,
  );
}

function extension({ oid, critical = false, value }: MadeExtension): Buffer {
  const mark = critical ? [derEncoded(0x01, Buffer.of(0xff))] : [];
  return sequence(objectIdentifier(oid), ...mark, derEncoded(0x04, value));
}

function algorithm(): Buffer {
  return sequence(objectIdentifier(ECDSA_SHA256));
}

function nameOf({ name }: Party): Buffer {
  const attribute = sequence(objectIdentifier('2.5.4.3'), derEncoded(0x0c, Buffer.from(name)));
  return sequence(derEncoded(0x31, attribute));
}

function time(date: Date): Buffer {
  const text = date.toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  return derEncoded(0x18, Buffer.from(text));
}
