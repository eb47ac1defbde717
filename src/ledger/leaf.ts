import { z } from 'zod';
import { canonicalJson } from '../core/canonical-json.ts';
import type { Digest } from '../core/digest.ts';
import { CredenceError } from '../core/error.ts';

/** One entry of the ledger: that something happened, to what, and which signed statement says so. */
export interface Leaf {
  /** What happened, as `dataset.admitted`: lower-case words, joined by dots and hyphens. */
  readonly type: string;
  /** What it happened to. */
  readonly subjects: readonly Digest[];
  /** The statement in the vault that this entry commits to; null when there is none. */
  readonly statement: Digest | null;
  /** RFC 3339 in UTC, as `2026-11-21T08:00:00.000Z`. */
  readonly time: string;
  /** Who did it: the id of the key or of the principal. */
  readonly actor: string;
}

/** The most bytes of an entry: its length is written in 16 bits (C2SP tlog-tiles). */
export const MAX_LEAF_BYTES = 65_535;

const digest = z.custom<Digest>((value) => /^sha256:[0-9a-f]{64}$/.test(String(value)));

const leafSchema: z.ZodType<Leaf> = z.strictObject({
  type: z.string().regex(/^[a-z][a-z0-9]*([.-][a-z0-9]+)*$/),
  subjects: z.array(digest),
  statement: digest.nullable(),
  time: z.iso.datetime(),
  actor: z.string().min(1),
});

/**
 * The bytes of an entry: canonical JSON (RFC 8785).
 *
 * @throws CredenceError `USAGE` when a field is not what it should be; `LIMIT_EXCEEDED` over 65,535
 * bytes
 */
export function encodeLeaf(leaf: Leaf): Buffer {
  const checked = leafSchema.safeParse(leaf);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    throw new CredenceError(
      'USAGE',
      `A leaf's ${issue?.path.join('.')} is wrong: ${issue?.message}.`,
    );
  }
  const bytes = Buffer.from(canonicalJson(checked.data));
  if (bytes.length <= MAX_LEAF_BYTES) return bytes;
  throw new CredenceError(
    'LIMIT_EXCEEDED',
    `A leaf of ${bytes.length} bytes is too large for the ledger (${MAX_LEAF_BYTES}).`,
    { hint: 'Name the subjects in a statement, and let the leaf commit to it.' },
  );
}

/**
 * Reads an entry back. Strict: other bytes for the same leaf are refused.
 *
 * @throws CredenceError `DATA_MALFORMED`
 */
export function decodeLeaf(bytes: Uint8Array): Leaf {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
  let leaf: Leaf;
  try {
    leaf = leafSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new CredenceError('DATA_MALFORMED', 'An entry of the ledger is not a leaf.', { cause });
  }
  if (canonicalJson(leaf) === text) return leaf;
  throw new CredenceError('DATA_MALFORMED', 'An entry of the ledger is not canonical JSON.');
}
