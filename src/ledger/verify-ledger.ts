import { CredenceError } from '../core/error.ts';
import { HASH_BYTES } from '../core/merkle/tree-hash.ts';
import type { Checkpoint } from './checkpoint.ts';
import { FileTileStore } from './file-tile-store.ts';
import {
  type CheckpointDemands,
  type OpenedCheckpoint,
  openCheckpoint,
} from './open-checkpoint.ts';
import { damaged, readEntries, readHashes } from './read-tile.ts';
import { parseTilePath, partialTiles, TILE_WIDTH, type Tile, tilePath } from './tile.ts';
import { TileBuilder } from './tile-builder.ts';
import { CHECKPOINT_PATH, type TileStore } from './tile-store.ts';

export interface LedgerDemands extends CheckpointDemands {
  /** Gets every entry in order, once its bundle was read; for checks of what entries say. */
  readonly onEntry?: ((position: number, entry: Buffer) => void) | undefined;
}

export interface VerifiedLedger extends OpenedCheckpoint {
  /** Files in the folder that the checkpoint does not cover, by path; nothing vouches for them. */
  readonly strays: readonly string[];
}

/** A hash that is in a tile, but does not follow from the entries. */
interface Deviation {
  readonly path: string;
  readonly byte: number;
  readonly firstEntry: number;
  readonly entries: number;
}

/**
 * Verifies a log from its files and its public key alone: computes every tile and the root from the
 * entries, and compares them with what is stored and signed. Reads each file once, in memory that does
 * not grow with the log.
 *
 * @throws CredenceError `FILE_NOT_FOUND` without a checkpoint; `SIGNATURE_INVALID`; `INTEGRITY_FAILED`
 * that names the first bad entry, or the damaged file
 */
export async function verifyLedger(
  folder: string,
  demands: LedgerDemands,
): Promise<VerifiedLedger> {
  const tiles = new FileTileStore(folder);
  const content = tiles.read(CHECKPOINT_PATH);
  if (content === null) {
    throw new CredenceError('FILE_NOT_FOUND', `There is no checkpoint in ${folder}.`, {
      hint: 'Give the folder of a ledger, as .credence/ledger.',
      at: { file: folder },
    });
  }
  const opened = openCheckpoint(content.toString(), { ...demands, file: CHECKPOINT_PATH });
  const { checkpoint } = opened;
  const computed: Tile[] = [];
  const builder = new TileBuilder((tile) => computed.push(tile));
  let deviation: Deviation | null = null;
  for (let at = 0; at < checkpoint.size; at += TILE_WIDTH) {
    const width = Math.min(TILE_WIDTH, checkpoint.size - at);
    for (const entry of await readEntries({ index: at / TILE_WIDTH, width }, tiles)) {
      demands.onEntry?.(builder.size, entry);
      builder.append(entry);
    }
    deviation ??= await firstDeviation(computed.splice(0), tiles);
  }
  deviation ??= await firstDeviation(builder.unfinished(), tiles);
  judge(checkpoint, builder.root(), deviation);
  return { ...opened, strays: [...strays(tiles, checkpoint.size)] };
}

async function firstDeviation(
  computed: readonly Tile[],
  tiles: TileStore,
): Promise<Deviation | null> {
  for (const { id, bytes } of computed) {
    if (id.level === 'entries') continue;
    const stored = await readHashes(id, tiles);
    if (stored.equals(bytes)) continue;
    const byte = bytes.findIndex((value, at) => value !== stored[at]);
    const hash = Math.floor(byte / HASH_BYTES);
    const entries = TILE_WIDTH ** id.level;
    const firstEntry = (id.index * TILE_WIDTH + hash) * entries;
    return { path: tilePath(id), byte, firstEntry, entries };
  }
  return null;
}

/** Tells an altered entry from an altered tile: by which of them the signed root vouches for. */
function judge({ size, root }: Checkpoint, computed: Buffer, deviation: Deviation | null): void {
  if (computed.equals(root)) {
    if (deviation === null) return;
    throw damaged(
      deviation.path,
      `does not hold the hash of ${range(deviation)}, which is as it was signed`,
      deviation.byte,
    );
  }
  const which =
    deviation === null
      ? `the ${size} entries are not those that were signed, and the tiles were altered with them`
      : `${range(deviation)} is not what was signed`;
  throw new CredenceError('INTEGRITY_FAILED', `The ledger was altered: ${which}.`, {
    hint: 'Restore the ledger from a backup, and compare its checkpoint with one kept elsewhere.',
    at: { file: deviation === null ? CHECKPOINT_PATH : bundleOf(deviation.firstEntry, size) },
  });
}

function range({ firstEntry, entries }: Deviation): string {
  return entries === 1
    ? `entry ${firstEntry}`
    : `one of entries ${firstEntry} to ${firstEntry + entries - 1}`;
}

function bundleOf(entry: number, size: number): string {
  const index = Math.floor(entry / TILE_WIDTH);
  const width = Math.min(TILE_WIDTH, size - index * TILE_WIDTH);
  return tilePath({ level: 'entries', index, width });
}

/** A crash may leave tiles of entries that no checkpoint covers yet; anything else does not belong. */
function* strays(tiles: FileTileStore, size: number): Generator<string> {
  const edge = new Set(partialTiles(size).map(tilePath));
  for (const path of tiles.walk()) {
    const id = parseTilePath(path);
    const span = id?.level === 'entries' ? 1 : TILE_WIDTH ** (id?.level ?? 0);
    const full = id !== null && id.width === TILE_WIDTH;
    const covered = full && (id.index + 1) * TILE_WIDTH * span <= size;
    if (!covered && !edge.has(path)) yield path;
  }
}
