import { z } from 'zod';
import { base64BytesSchema, countTextSchema } from './base64-bytes.ts';

/** Where a signature stands in a Rekor transparency log (sigstore_rekor.proto, TransparencyLogEntry). */
export interface LogEntry {
  readonly logIndex: number;
  /** SHA-256 of the log's public key. */
  readonly logId: Buffer;
  readonly kind: string;
  /** Seconds since 1970; null where the log promises no time. */
  readonly integratedTime: number | null;
  /** The log's signature over the entry and its time; null where there is none. */
  readonly promise: Buffer | null;
  readonly proof: LogInclusion | null;
  /** What the log holds, as JSON bytes. */
  readonly body: Buffer;
}

export interface LogInclusion {
  readonly index: number;
  readonly size: number;
  readonly root: Buffer;
  readonly hashes: readonly Buffer[];
  /** A signed note over size and root. */
  readonly checkpoint: string;
}

const inclusionSchema: z.ZodType<LogInclusion> = z
  .object({
    logIndex: countTextSchema,
    treeSize: countTextSchema,
    rootHash: base64BytesSchema,
    hashes: z.array(base64BytesSchema).default([]),
    checkpoint: z.object({ envelope: z.string() }),
  })
  .transform((proof) => ({
    index: proof.logIndex,
    size: proof.treeSize,
    root: proof.rootHash,
    hashes: proof.hashes,
    checkpoint: proof.checkpoint.envelope,
  }));

export const logEntrySchema: z.ZodType<LogEntry> = z
  .object({
    logIndex: countTextSchema,
    logId: z.object({ keyId: base64BytesSchema }),
    kindVersion: z.object({ kind: z.string(), version: z.string() }),
    integratedTime: countTextSchema.nullish(),
    inclusionPromise: z.object({ signedEntryTimestamp: base64BytesSchema }).nullish(),
    inclusionProof: inclusionSchema.nullish(),
    canonicalizedBody: base64BytesSchema,
  })
  .transform((entry) => ({
    logIndex: entry.logIndex,
    logId: entry.logId.keyId,
    kind: `${entry.kindVersion.kind} ${entry.kindVersion.version}`,
    integratedTime: entry.integratedTime || null,
    promise: entry.inclusionPromise?.signedEntryTimestamp ?? null,
    proof: entry.inclusionProof ?? null,
    body: entry.canonicalizedBody,
  }));
