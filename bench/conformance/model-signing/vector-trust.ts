import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PublicKey } from '../../../src/core/signing/public-key.ts';
import type { SignatureTrust } from '../../../src/statements/model-signing/signature-trust.ts';
import { parseTrustedRoot } from '../../../src/statements/sigstore/trusted-root.ts';
import { Certificate } from '../../../src/statements/x509/certificate.ts';

export type SigningMethod = SignatureTrust['method'];

/** Who signed the published vectors, by method: as the scripts beside them say. */
export function vectorTrust(corpus: string, method: SigningMethod): SignatureTrust {
  const keys = join(corpus, 'scripts/tests/keys/certificate');
  switch (method) {
    case 'key':
      return { method, keys: [PublicKey.fromPem(pemIn(join(keys, 'signing-key-pub.pem')))] };
    case 'certificate':
      return {
        method,
        roots: Certificate.fromPem(pemIn(join(keys, 'ca-cert.pem'))),
        at: new Date(),
      };
    case 'sigstore':
      return {
        method,
        root: parseTrustedRoot(
          readFileSync(join(corpus, 'tests/_signing/testdata/custom_trust_config.json')),
        ),
        identity: 'stefanb@us.ibm.com',
        issuer: 'https://sigstore.verify.ibm.com/oauth2',
      };
  }
}

/** The files begin with words for people. */
function pemIn(path: string): string {
  const text = readFileSync(path, 'utf8');
  return text.slice(text.indexOf('-----BEGIN'));
}
