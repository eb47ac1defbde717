import { hash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../../core/canonical-json.ts';
import { CredenceError } from '../../core/error.ts';
import { verifyInclusion } from '../../core/merkle/inclusion-proof.ts';
import { leafHash } from '../../core/merkle/tree-hash.ts';
import { parseNote } from '../../core/signing/signed-note.ts';
import { malformed } from '../malformed.ts';
import { readJson } from '../read-json.ts';
import type { Certificate } from '../x509/certificate.ts';
import { base64BytesSchema } from './base64-bytes.ts';
import type { LogEntry, LogInclusion } from './log-entry.ts';
import { isInForce, type TrustedLog } from './trusted-root.ts';

/** What an entry must be about. */
export interface LoggedSignature {
  readonly certificate: Certificate;
  readonly payload: Buffer;
  readonly signature: Buffer;
}

/**
 * Checks that a trusted log took this very signature in, and returns when.
 *
 * @returns null where nothing contradicts it but no time was promised, so that nothing is proven
 * @throws CredenceError `SIGNATURE_INVALID`
 */
export function verifyLogEntry(
  entry: LogEntry,
  signed: LoggedSignature,
  logs: readonly TrustedLog[],
): Date | null {
  const log = logs.find(({ id }) => id.equals(entry.logId));
  if (log === undefined) throw refused('stands in a log that is not trusted');
  requireSameSignature(entry, signed);
  if (entry.proof !== null) requireIncluded(entry.body, entry.proof, log);
  if (entry.promise === null || entry.integratedTime === null) return null;
  if (!log.key.verify(promisedBytes(entry), entry.promise))
    throw refused('has a promise that its log did not sign');
  const time = new Date(entry.integratedTime * 1000);
  if (!isInForce(log, time)) throw refused('was logged when the log’s key was not in force');
  return time;
}

/** What Rekor signs for an entry's time: canonical JSON of these four members. */
function promisedBytes(entry: LogEntry): Buffer {
  return Buffer.from(
    canonicalJson({
      body: entry.body.toString('base64'),
      integratedTime: entry.integratedTime,
      logID: entry.logId.toString('hex'),
      logIndex: entry.logIndex,
    }),
  );
}

const bodySchema = z.object({
  kind: z.literal('dsse'),
  apiVersion: z.literal('0.0.1'),
  spec: z.object({
    payloadHash: z.object({ algorithm: z.literal('sha256'), value: z.string() }),
    signatures: z
      .array(z.object({ signature: base64BytesSchema, verifier: base64BytesSchema }))
      .length(1),
  }),
});

function requireSameSignature(entry: LogEntry, signed: LoggedSignature): void {
  const read = bodySchema.safeParse(readJson(entry.body, 'The log’s entry'));
  if (!read.success)
    throw malformed('The log’s entry', read.error, 'Entries are of kind dsse 0.0.1.');
  const { payloadHash, signatures } = read.data.spec;
  const [logged] = signatures;
  const same =
    logged !== undefined &&
    payloadHash.value === hash('sha256', signed.payload, 'hex') &&
    logged.signature.equals(signed.signature) &&
    logged.verifier.toString().trim() === signed.certificate.x509.toString().trim();
  if (!same) throw refused('is about another signature');
}

function requireIncluded(body: Buffer, proof: LogInclusion, log: TrustedLog): void {
  const { index, size, root, hashes } = proof;
  if (!hasSigned(log, proof)) throw refused('has a checkpoint that its log did not sign');
  if (!verifyInclusion({ index, size }, hashes, { leaf: leafHash(body), root }))
    throw refused('is not in the tree that its log signed');
}

/** Rekor signs notes with its own kind of key, whose id is the first bytes of the log's. */
function hasSigned({ id, key }: TrustedLog, { checkpoint, size, root }: LogInclusion): boolean {
  const { text, signatures } = parseNote(checkpoint);
  const [, sizeLine, rootLine] = text.split('\n');
  return (
    sizeLine === String(size) &&
    rootLine === root.toString('base64') &&
    signatures.some(
      ({ keyHash, signature }) =>
        id.toString('hex', 0, 4) === keyHash && key.verify(Buffer.from(text), signature),
    )
  );
}

function refused(reason: string): CredenceError {
  return new CredenceError('SIGNATURE_INVALID', `The signature’s log entry ${reason}.`, {
    hint: 'Give the trusted root of the Sigstore deployment that made the signature.',
  });
}
