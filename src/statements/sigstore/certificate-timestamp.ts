import { hash } from 'node:crypto';
import { CredenceError } from '../../core/error.ts';
import type { Certificate } from '../x509/certificate.ts';
import { DER, derElement } from '../x509/der.ts';
import { isInForce, type TrustedLog } from './trusted-root.ts';

/** The extension that carries timestamps of certificate logs (RFC 6962 §3.3). */
const TIMESTAMP_LIST = '1.3.6.1.4.1.11129.2.4.2';

const V1 = 0;
const LOG_ID_BYTES = 32;

interface CertificateTimestamp {
  readonly logId: Buffer;
  readonly time: bigint;
  readonly extensions: Buffer;
  readonly signature: Buffer;
}

/**
 * Whether a certificate was logged: at least one timestamp in it was signed by a trusted log (RFC 6962
 * §3.2, for a precertificate).
 */
export function wasLogged(
  certificate: Certificate,
  issuer: Certificate,
  logs: readonly TrustedLog[],
): boolean {
  const extension = certificate.extensions.get(TIMESTAMP_LIST);
  if (extension === undefined) return false;
  const tbs = certificate.tbsWithout(TIMESTAMP_LIST);
  const issuerKey = hash('sha256', issuer.publicKey.toSpki(), 'buffer');
  return timestampsIn(extension.value).some((timestamp) =>
    logs.some(
      (log) =>
        log.id.equals(timestamp.logId) &&
        isInForce(log, new Date(Number(timestamp.time))) &&
        log.key.verify(signedBytes(timestamp, issuerKey, tbs), timestamp.signature),
    ),
  );
}

function signedBytes(timestamp: CertificateTimestamp, issuerKey: Buffer, tbs: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt8(V1, 0);
  // Byte 1 is the type: 0, a timestamp of a certificate. Bytes 10 and 11: 1, a precertificate.
  head.writeBigUInt64BE(timestamp.time, 2);
  head.writeUInt16BE(1, 10);
  return Buffer.concat([
    head,
    issuerKey,
    unsigned(tbs.length, 3),
    tbs,
    unsigned(timestamp.extensions.length, 2),
    timestamp.extensions,
  ]);
}

function timestampsIn(value: Buffer): CertificateTimestamp[] {
  const list = derElement(value);
  if (list.tag !== DER.OCTET_STRING) throw damaged();
  const { head: entries } = prefixed(list.content);
  const timestamps: CertificateTimestamp[] = [];
  for (let rest = entries; rest.length > 0; ) {
    const entry = prefixed(rest);
    if (entry.head[0] === V1) timestamps.push(timestampOf(entry.head));
    rest = entry.tail;
  }
  return timestamps;
}

function timestampOf(bytes: Buffer): CertificateTimestamp {
  const fixed = 1 + LOG_ID_BYTES + 8;
  if (bytes.length < fixed) throw damaged();
  const { head: extensions, tail } = prefixed(bytes.subarray(fixed));
  // Two bytes name hash and signature algorithm; the log's key says what it must be.
  const { head: signature } = prefixed(tail.subarray(2));
  return {
    logId: bytes.subarray(1, 1 + LOG_ID_BYTES),
    time: bytes.readBigUInt64BE(1 + LOG_ID_BYTES),
    extensions,
    signature,
  };
}

/** TLS vector (RFC 8446 §3.4): two bytes of length, then so many bytes. */
function prefixed(bytes: Buffer): { readonly head: Buffer; readonly tail: Buffer } {
  if (bytes.length < 2) throw damaged();
  const end = 2 + bytes.readUInt16BE(0);
  if (end > bytes.length) throw damaged();
  return { head: bytes.subarray(2, end), tail: bytes.subarray(end) };
}

function unsigned(value: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.writeUIntBE(value, 0, size);
  return bytes;
}

function damaged(): CredenceError {
  return new CredenceError('DATA_MALFORMED', 'The certificate has a damaged list of timestamps.');
}
