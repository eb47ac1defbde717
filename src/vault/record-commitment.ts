import { type Digest, digestFromBytes } from '../core/digest.ts';
import { CredenceError } from '../core/error.ts';
import { CompactRange } from '../core/merkle/compact-range.ts';
import { inclusionProof, verifyInclusion } from '../core/merkle/inclusion-proof.ts';
import { HASH_BYTES, leafHash } from '../core/merkle/tree-hash.ts';
import type { TreeNode } from '../core/merkle/tree-node.ts';
import { hexOf } from './object-path.ts';
import type { ObjectStore } from './object-store.ts';

/** What a version says of its records: enough to prove one, and to find the one that changed. */
export interface RecordCommitment {
  readonly count: number;
  /** Root of the Merkle tree whose leaves are the records' digests, in order (RFC 9162 §2.1). */
  readonly root: Digest;
  /** The object that holds those digests: 32 bytes each, end to end. */
  readonly digests: Digest;
}

/** That a record is in a version, checkable with the root alone. */
export interface RecordProof {
  /** From 1. */
  readonly row: number;
  readonly digest: Digest;
  readonly hashes: readonly Buffer[];
}

/** A place where two sequences of records differ. */
export interface ChangedRow {
  /** From 1. */
  readonly row: number;
  /** Null where there was no such row. */
  readonly before: Digest | null;
  /** Null where there is no such row any more. */
  readonly after: Digest | null;
}

/**
 * Commits to records while their digests pass by on their way into the vault.
 *
 * @param digests of records in order, 32 bytes each, any number at a time
 * @throws CredenceError as `ObjectStore.put`
 */
export async function commitRecords(
  digests: AsyncIterable<Uint8Array>,
  store: ObjectStore,
): Promise<RecordCommitment> {
  const tree = new CompactRange();
  async function* passing(): AsyncGenerator<Uint8Array> {
    for await (const batch of digests) {
      for (const digest of split(batch)) tree.append(leafHash(digest));
      yield batch;
    }
  }
  const { digest } = await store.put({ stream: passing() });
  return { count: tree.size, root: digestFromBytes(tree.root()), digests: digest };
}

/**
 * Proves that a record is in a version. Reads all digests of the version.
 *
 * @param row from 1
 * @throws CredenceError `USAGE` for a row that is not there; `INTEGRITY_FAILED` when the digests do not
 * give the root
 */
export async function proveRecord(
  row: number,
  commitment: RecordCommitment,
  store: ObjectStore,
): Promise<RecordProof> {
  const { count, root } = commitment;
  const all = await store.bytes(commitment.digests, Number.MAX_SAFE_INTEGER);
  const reader = {
    node: ({ level, index }: TreeNode): Buffer => {
      const width = 2 ** level * HASH_BYTES;
      const subtree = new CompactRange();
      for (const digest of split(all.subarray(index * width, (index + 1) * width)))
        subtree.append(leafHash(digest));
      return subtree.root();
    },
  };
  const hashes = await inclusionProof({ index: row - 1, size: count }, reader);
  const bytes = all.subarray((row - 1) * HASH_BYTES, row * HASH_BYTES);
  const proof = { row, digest: digestFromBytes(bytes), hashes };
  if (verifyRecord(proof, { count, root })) return proof;
  throw new CredenceError('INTEGRITY_FAILED', `The digests of the records do not give ${root}.`, {
    hint: 'The manifest and its digests do not belong together; restore them from a backup.',
  });
}

/** Whether a record is in a version, by the version's count and root alone. */
export function verifyRecord(
  { row, digest, hashes }: RecordProof,
  { count, root }: Pick<RecordCommitment, 'count' | 'root'>,
): boolean {
  return verifyInclusion({ index: row - 1, size: count }, hashes, {
    leaf: leafHash(Buffer.from(hexOf(digest), 'hex')),
    root: Buffer.from(hexOf(root), 'hex'),
  });
}

/**
 * Rows at which two sequences of records differ, place by place: where a byte was changed, its row. A
 * row put in shifts all after it; what was added and removed is a matter of comparing contents.
 *
 * @param before and after: digests of records in order, 32 bytes each, any number at a time
 */
export async function* changedRows(
  before: AsyncIterable<Uint8Array>,
  after: AsyncIterable<Uint8Array>,
): AsyncGenerator<ChangedRow> {
  const old = new DigestCursor(before);
  const now = new DigestCursor(after);
  let row = 1;
  while ((await old.fill()) + (await now.fill()) > 0) {
    const shared = Math.min(old.available, now.available);
    // Where one has ended, all that is left of the other differs.
    const width = shared > 0 ? shared : Math.max(old.available, now.available);
    const one = old.take(shared > 0 ? width : old.available);
    const other = now.take(shared > 0 ? width : now.available);
    if (Buffer.compare(one, other) !== 0) yield* differences(one, other, row);
    row += width / HASH_BYTES;
  }
}

function* differences(one: Buffer, other: Buffer, firstRow: number): Generator<ChangedRow> {
  const length = Math.max(one.length, other.length);
  for (let at = 0; at < length; at += HASH_BYTES) {
    const before = one.subarray(at, at + HASH_BYTES);
    const after = other.subarray(at, at + HASH_BYTES);
    if (before.equals(after)) continue;
    yield {
      row: firstRow + at / HASH_BYTES,
      before: before.length === 0 ? null : digestFromBytes(before),
      after: after.length === 0 ? null : digestFromBytes(after),
    };
  }
}

/** Reads digests from pieces that may end anywhere. */
class DigestCursor {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  /** Bytes of whole digests that can be taken. */
  get available(): number {
    return this.#held.length - (this.#held.length % HASH_BYTES);
  }

  /** Reads on where no whole digest is held; returns how many bytes are available then, 0 at the end. */
  async fill(): Promise<number> {
    while (this.available === 0) {
      const next = await this.#pieces.next();
      if (next.done === true) {
        assertWhole(this.#held);
        break;
      }
      this.#held = Buffer.concat([this.#held, next.value]);
    }
    return this.available;
  }

  take(length: number): Buffer {
    const taken = this.#held.subarray(0, length);
    this.#held = this.#held.subarray(length);
    return taken;
  }
}

function* split(digests: Uint8Array): Generator<Uint8Array> {
  assertWhole(digests.subarray(digests.length - (digests.length % HASH_BYTES)));
  for (let at = 0; at < digests.length; at += HASH_BYTES)
    yield digests.subarray(at, at + HASH_BYTES);
}

function assertWhole(rest: Uint8Array): void {
  if (rest.length > 0)
    throw new CredenceError('DATA_TRUNCATED', 'The digests of the records end within one.');
}
