import { digestFromBytes } from '../../core/digest.ts';
import { CompactRange } from '../../core/merkle/compact-range.ts';
import { HASH_BYTES, leafHash } from '../../core/merkle/tree-hash.ts';
import type { RecordCommitment } from '../../vault/record-commitment.ts';
import { digestPieces } from '../diff/digest-pieces.ts';
import type { VersionProblem } from './version-problem.ts';

/** Whether the list of record digests gives the root that the manifest names. */
export async function checkCommitment(
  { count, root }: RecordCommitment,
  digests: AsyncIterable<Uint8Array>,
): Promise<readonly VersionProblem[]> {
  const tree = new CompactRange();
  for await (const piece of digestPieces(digests, count)) {
    for (let at = 0; at < piece.length; at += HASH_BYTES)
      tree.append(leafHash(piece.subarray(at, at + HASH_BYTES)));
  }
  if (digestFromBytes(tree.root()) === root) return [];
  return [
    {
      what: 'records',
      message: 'The list of record digests does not give the root that the manifest names.',
      hint: 'The version was made wrongly or forged; take it in again from its source.',
    },
  ];
}
