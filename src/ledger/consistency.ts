import { CredenceError } from '../core/error.ts';
import { consistencyProof, verifyConsistency } from '../core/merkle/consistency-proof.ts';
import type { Checkpoint } from './checkpoint.ts';
import { TileNodes } from './tile-nodes.ts';
import type { TileStore } from './tile-store.ts';

/**
 * The hashes that show that the log of size `to` holds the one of size `from` unchanged (RFC 9162
 * §2.1.4.1).
 *
 * @throws CredenceError `USAGE` when `from` is larger; `INTEGRITY_FAILED` when tiles are missing
 */
export function proveConsistency(
  from: number,
  to: number,
  tiles: TileStore,
): Promise<readonly Buffer[]> {
  return consistencyProof({ from, to }, new TileNodes(to, tiles));
}

/**
 * Checks that a log only grew from one checkpoint to another, both verified already.
 *
 * @throws CredenceError `INTEGRITY_FAILED` when it did not: the log shows two histories
 */
export function checkConsistency(
  from: Checkpoint,
  to: Checkpoint,
  proof: readonly Uint8Array[],
): void {
  const holds =
    from.origin === to.origin &&
    verifyConsistency({ from: from.size, to: to.size }, proof, { from: from.root, to: to.root });
  if (holds) return;
  throw new CredenceError(
    'INTEGRITY_FAILED',
    `The ledger of ${to.size} entries does not continue the one of ${from.size}.`,
    { hint: 'Keep both checkpoints: two signed histories prove that the log was rewritten.' },
  );
}
