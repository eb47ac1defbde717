import { CredenceError } from '../core/error.ts';
import { inclusionProof, verifyInclusion } from '../core/merkle/inclusion-proof.ts';
import { HASH_BYTES, leafHash } from '../core/merkle/tree-hash.ts';
import { bytesFromBase64 } from '../core/signing/base64.ts';
import { parseNote } from '../core/signing/signed-note.ts';
import { parseCheckpoint } from './checkpoint.ts';
import {
  type CheckpointDemands,
  type OpenedCheckpoint,
  openCheckpoint,
} from './open-checkpoint.ts';
import { damaged } from './read-tile.ts';
import { TileNodes } from './tile-nodes.ts';
import { CHECKPOINT_PATH, type TileStore } from './tile-store.ts';

const HEADER = 'c2sp.org/tlog-proof@v1';
const MAX_HASHES = 63;

/** A receipt, read but not verified. */
interface Receipt {
  readonly index: number;
  readonly proof: readonly Buffer[];
  readonly checkpoint: string;
}

/**
 * A receipt that an entry is in the log, which verifies offline: proof of inclusion and the signed
 * checkpoint with its cosignatures (C2SP tlog-proof v1; file name extension `.tlog-proof`).
 *
 * @param position of the entry, from 0
 * @throws CredenceError `USAGE` when the checkpoint does not cover it; `INTEGRITY_FAILED` when tiles are
 * missing
 */
export async function makeReceipt(position: number, tiles: TileStore): Promise<string> {
  const content = (await tiles.read(CHECKPOINT_PATH))?.toString();
  if (content === undefined) throw damaged(CHECKPOINT_PATH, 'is missing');
  const { size } = parseCheckpoint(parseNote(content, CHECKPOINT_PATH).text, CHECKPOINT_PATH);
  const proof = await inclusionProof({ index: position, size }, new TileNodes(size, tiles));
  const hashes = proof.map((hash) => `${hash.toString('base64')}\n`).join('');
  return `${HEADER}\nindex ${position}\n${hashes}\n${content}`;
}

/**
 * Verifies a receipt for an entry with nothing but the log's public key.
 *
 * @returns the entry's position and the checkpoint that covers it
 * @throws CredenceError `DATA_MALFORMED`; `SIGNATURE_INVALID` as `openCheckpoint`; `INTEGRITY_FAILED` when
 * the entry is not in the log at that position
 */
export function verifyReceipt(
  receipt: string,
  entry: Uint8Array,
  demands: CheckpointDemands,
): OpenedCheckpoint & { readonly position: number } {
  const { index, proof, checkpoint } = parseReceipt(receipt, demands.file);
  const opened = openCheckpoint(checkpoint, demands);
  const { size, root } = opened.checkpoint;
  if (verifyInclusion({ index, size }, proof, { leaf: leafHash(entry), root }))
    return { ...opened, position: index };
  throw new CredenceError(
    'INTEGRITY_FAILED',
    `The receipt does not prove this entry at ${index}.`,
    {
      hint: 'The entry or the receipt was altered, or they do not belong together.',
      at: demands.file === undefined ? undefined : { file: demands.file },
    },
  );
}

/** An `extra` line is passed over: nothing authenticates it. */
function parseReceipt(text: string, file: string | undefined): Receipt {
  const split = text.indexOf('\n\n');
  const [header, ...lines] = text.slice(0, Math.max(split, 0)).split('\n');
  const named = lines[0]?.startsWith('extra ') ? lines.slice(1) : lines;
  const [index, ...hashes] = named;
  const position = /^index (0|[1-9]\d{0,15})$/.exec(index ?? '')?.[1];
  const proof = hashes.map((line) => bytesFromBase64(line));
  const valid =
    header === HEADER &&
    position !== undefined &&
    hashes.length <= MAX_HASHES &&
    proof.every((hash) => hash?.length === HASH_BYTES);
  if (valid) {
    return {
      index: Number(position),
      proof: proof.filter((hash) => hash !== null),
      checkpoint: text.slice(split + 2),
    };
  }
  throw new CredenceError('DATA_MALFORMED', `${file ?? 'This'} is not a receipt of a ledger.`, {
    hint: `A receipt starts with ${HEADER}.`,
    at: file === undefined ? undefined : { file },
  });
}
