import type { KeyId } from '../../core/signing/key-id.ts';
import type { PublicKey } from '../../core/signing/public-key.ts';
import type { KeylessDemands } from '../sigstore/verify-keyless.ts';
import type { Certificate } from '../x509/certificate.ts';

/** Whose signatures are trusted, one method at a time (OMS §4.1). */
export type SignatureTrust =
  | { readonly method: 'key'; readonly keys: readonly PublicKey[] }
  | {
      readonly method: 'certificate';
      readonly roots: readonly Certificate[];
      /** When every certificate must be valid: now. */
      readonly at: Date;
    }
  | ({ readonly method: 'sigstore' } & KeylessDemands);

/** Who signed, by the method that was used. */
export type ModelSigner =
  | { readonly method: 'key'; readonly key: KeyId }
  | {
      readonly method: 'certificate';
      readonly subject: string;
      /** SHA-256 of the certificate, and of the root that it leads to. */
      readonly certificate: string;
      readonly root: string;
    }
  | {
      readonly method: 'sigstore';
      readonly identity: string;
      readonly issuer: string;
      readonly time: Date;
    };
