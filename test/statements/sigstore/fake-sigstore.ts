import { hash, sign } from 'node:crypto';
import { canonicalJson } from '../../../src/core/canonical-json.ts';
import { leafHash, nodeHash } from '../../../src/core/merkle/tree-hash.ts';
import { preAuthEncoding } from '../../../src/core/signing/dsse.ts';
import { Certificate } from '../../../src/statements/x509/certificate.ts';
import { derEncoded } from '../../../src/statements/x509/der.ts';
import {
  authority,
  emailName,
  FOR_CODE,
  MAY_ISSUE,
  MAY_SIGN,
  type MadeExtension,
  makeCertificate,
  type Party,
  vouchedBy,
} from '../x509/make-certificate.ts';
import { certificate, party } from '../x509/party.ts';

export const IDENTITY = 'ada@example.com';
export const ISSUER = 'https://accounts.example.com';
export const SIGNED_AT = 1_800_000_000;

const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/** What may be different from a good signature. */
export interface Faults {
  readonly email?: string;
  readonly issuer?: string;
  readonly signedAt?: number;
  /** Extensions of the certificate instead of its usual usage. */
  readonly usage?: readonly MadeExtension[];
  /** Who signs instead of the authority, the certificate log, the log of signatures. */
  readonly authority?: Party;
  readonly certificateLog?: Party;
  readonly log?: Party;
  /** What the log holds instead of the signature's own payload. */
  readonly loggedPayload?: Buffer;
  readonly withoutPromise?: boolean;
  /** Hash that stands beside the entry in the tree that the proof is checked against. */
  readonly sibling?: Buffer;
}

/** A whole Sigstore deployment in memory: authority, log of certificates, log of signatures. */
export class FakeSigstore {
  readonly #authority = party('authority');
  readonly #certificateLog = party('certificate log');
  readonly #log = party('rekor');

  /** The trusted root as Sigstore publishes it. */
  trustedRoot(): Buffer {
    const validFor = { start: '2020-01-01T00:00:00Z' };
    const log = (party: Party): object => ({
      publicKey: { rawBytes: spki(party).toString('base64'), validFor },
      logId: { keyId: logId(party).toString('base64') },
    });
    const rawBytes = this.#issuing(this.#authority).x509.raw.toString('base64');
    return Buffer.from(
      JSON.stringify({
        tlogs: [log(this.#log)],
        ctlogs: [log(this.#certificateLog)],
        certificateAuthorities: [{ certChain: { certificates: [{ rawBytes }] }, validFor }],
      }),
    );
  }

  /** A bundle over a payload, signed without a key of one's own. */
  sign(payload: Buffer, faults: Faults = {}): string {
    const signer = party('');
    const der = this.#certificate(signer, faults);
    const signature = sign('sha256', preAuthEncoding(PAYLOAD_TYPE, payload), signer.privateKey);
    const entry = this.#logged(
      { der, payload: faults.loggedPayload ?? payload, signature },
      faults,
    );
    return JSON.stringify({
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      verificationMaterial: {
        certificate: { rawBytes: der.toString('base64') },
        tlogEntries: [entry],
      },
      dsseEnvelope: {
        payload: payload.toString('base64'),
        payloadType: PAYLOAD_TYPE,
        signatures: [{ sig: signature.toString('base64') }],
      },
    });
  }

  #issuing(subject: Party): Certificate {
    return certificate({ subject, issuer: subject, extensions: [authority(), MAY_ISSUE] });
  }

  #certificate(subject: Party, faults: Faults): Buffer {
    const issuer = faults.authority ?? this.#authority;
    const time = (faults.signedAt ?? SIGNED_AT) * 1000;
    return makeCertificate({
      subject,
      issuer,
      from: new Date(SIGNED_AT * 1000 - 60_000),
      until: new Date(SIGNED_AT * 1000 + 600_000),
      extensions: [
        ...(faults.usage ?? [MAY_SIGN, FOR_CODE]),
        emailName(faults.email ?? IDENTITY),
        vouchedBy(faults.issuer ?? ISSUER),
      ],
      lastExtension: (tbs) =>
        timestampList(tbs, { issuer, log: faults.certificateLog ?? this.#certificateLog, time }),
    });
  }

  #logged(
    { der, payload, signature }: { der: Buffer; payload: Buffer; signature: Buffer },
    faults: Faults,
  ): object {
    const log = faults.log ?? this.#log;
    const body = Buffer.from(
      canonicalJson({
        apiVersion: '0.0.1',
        kind: 'dsse',
        spec: {
          payloadHash: { algorithm: 'sha256', value: hash('sha256', payload, 'hex') },
          signatures: [
            {
              signature: signature.toString('base64'),
              verifier: Buffer.from(new Certificate(der).x509.toString()).toString('base64'),
            },
          ],
        },
      }),
    );
    const integratedTime = faults.signedAt ?? SIGNED_AT;
    const promised = canonicalJson({
      body: body.toString('base64'),
      integratedTime,
      logID: logId(log).toString('hex'),
      logIndex: 7,
    });
    const promise = sign('sha256', Buffer.from(promised), log.privateKey).toString('base64');
    return {
      logIndex: '7',
      logId: { keyId: logId(log).toString('base64') },
      kindVersion: { kind: 'dsse', version: '0.0.1' },
      integratedTime: faults.withoutPromise === true ? '0' : String(integratedTime),
      ...(faults.withoutPromise === true
        ? {}
        : { inclusionPromise: { signedEntryTimestamp: promise } }),
      inclusionProof: inclusion(body, log, faults.sibling),
      canonicalizedBody: body.toString('base64'),
    };
  }
}

/** The entry is the second of two leaves. */
function inclusion(body: Buffer, log: Party, claimed?: Buffer): object {
  const sibling = leafHash(Buffer.from('before'));
  const root = nodeHash(sibling, leafHash(body)).toString('base64');
  const text = `${log.name}\n2\n${root}\n`;
  const signature = Buffer.concat([
    logId(log).subarray(0, 4),
    sign('sha256', Buffer.from(text), log.privateKey),
  ]);
  return {
    logIndex: '1',
    treeSize: '2',
    rootHash: root,
    hashes: [(claimed ?? sibling).toString('base64')],
    checkpoint: { envelope: `${text}\n— ${log.name} ${signature.toString('base64')}\n` },
  };
}

/** RFC 6962 §3.3: what the log signed is the certificate without this extension. */
function timestampList(
  tbs: Buffer,
  { issuer, log, time }: { issuer: Party; log: Party; time: number },
): MadeExtension {
  const when = Buffer.alloc(8);
  when.writeBigUInt64BE(BigInt(time));
  const length = Buffer.alloc(3);
  length.writeUIntBE(tbs.length, 0, 3);
  const message = Buffer.concat([
    Buffer.of(0, 0),
    when,
    Buffer.of(0, 1),
    hash('sha256', spki(issuer), 'buffer'),
    length,
    tbs,
    Buffer.of(0, 0),
  ]);
  const signature = sign('sha256', message, log.privateKey);
  const timestamp = Buffer.concat([
    Buffer.of(0),
    logId(log),
    when,
    Buffer.of(0, 0, 4, 3),
    vector(signature),
  ]);
  return {
    oid: '1.3.6.1.4.1.11129.2.4.2',
    value: derEncoded(0x04, vector(vector(timestamp))),
  };
}

function vector(bytes: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function spki({ publicKey }: Party): Buffer {
  return publicKey.export({ type: 'spki', format: 'der' });
}

function logId(log: Party): Buffer {
  return hash('sha256', spki(log), 'buffer');
}
