import { HASH_BYTES } from '../../core/merkle/tree-hash.ts';
import type { ObjectStore } from '../../vault/object-store.ts';
import type { RecordCommitment } from '../../vault/record-commitment.ts';
import { BitSet } from './bit-set.ts';
import { digestPieces } from './digest-pieces.ts';
import { DigestTable } from './digest-table.ts';

/** Rows, from 0, of which the other version has no equal one left. */
export interface UnmatchedRows {
  /** Rows of the first version. */
  readonly removed: BitSet;
  /** Rows of the second. */
  readonly added: BitSet;
}

/** Digests held in memory at a time; with their table about 60 bytes each. */
const HELD = 4_000_000;

/**
 * Compares two versions as multisets of records, by the digests that the vault keeps of them: of equal
 * rows as many as both have are matched, the first ones first. The digests are read once for every four
 * million rows, each time those of one range, so memory does not grow with the versions, but for two
 * bits a row.
 *
 * @throws CredenceError `INTEGRITY_FAILED`, `NOT_FOUND` as the vault; `DATA_TRUNCATED`
 */
export async function matchDigests(
  before: Pick<RecordCommitment, 'count' | 'digests'>,
  after: Pick<RecordCommitment, 'count' | 'digests'>,
  { vault, held = HELD }: { readonly vault: ObjectStore; readonly held?: number | undefined },
): Promise<UnmatchedRows> {
  const removed = new BitSet(before.count);
  const added = new BitSet(after.count);
  const ranges = Math.max(1, Math.ceil(before.count / held));
  for (let range = 0; range < ranges; range++) {
    const table = new DigestTable(Math.ceil((before.count / ranges) * 1.05) + 1024);
    const isHere = (bytes: Buffer, at: number): boolean =>
      ranges === 1 || bytes.readUInt32LE(at + 28) % ranges === range;
    await eachDigest(before, vault, (bytes, at, row) => {
      if (isHere(bytes, at)) table.add(bytes, at, row);
    });
    await eachDigest(after, vault, (bytes, at, row) => {
      if (isHere(bytes, at) && table.take(bytes, at) === null) added.add(row);
    });
    for (const row of table.left()) removed.add(row);
  }
  return { removed, added };
}

async function eachDigest(
  { count, digests }: Pick<RecordCommitment, 'count' | 'digests'>,
  vault: ObjectStore,
  take: (bytes: Buffer, at: number, row: number) => void,
): Promise<void> {
  let row = 0;
  for await (const piece of digestPieces(vault.read(digests), count)) {
    for (let at = 0; at < piece.length; at += HASH_BYTES, row++) take(piece, at, row);
  }
}
