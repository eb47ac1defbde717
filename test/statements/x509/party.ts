import { generateKeyPairSync } from 'node:crypto';
import { Certificate } from '../../../src/statements/x509/certificate.ts';
import {
  authority,
  type CertificateWish,
  MAY_ISSUE,
  makeCertificate,
  type Party,
} from './make-certificate.ts';

/** Somebody with a new P-256 key. */
export function party(name: string): Party {
  return { name, ...generateKeyPairSync('ec', { namedCurve: 'prime256v1' }) };
}

export function certificate(wish: CertificateWish): Certificate {
  return new Certificate(makeCertificate(wish));
}

/** A root that signed itself. */
export function rootOf(subject: Party): Certificate {
  return certificate({ subject, issuer: subject, extensions: [authority(), MAY_ISSUE] });
}
