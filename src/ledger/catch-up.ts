import { CredenceError } from '../core/error.ts';
import type { Signer } from '../core/signing/key-pair.ts';
import { signNote } from '../core/signing/note-signature.ts';
import { formatNote } from '../core/signing/signed-note.ts';
import { type Checkpoint, formatCheckpoint } from './checkpoint.ts';
import type { LeafSource } from './leaf-source.ts';
import { openCheckpoint } from './open-checkpoint.ts';
import { readRightEdge } from './right-edge.ts';
import { partialTiles, TILE_WIDTH, type Tile, tilePath } from './tile.ts';
import { TileBuilder } from './tile-builder.ts';
import { CHECKPOINT_PATH, type TileStore } from './tile-store.ts';

/** The log itself: its name, and the Ed25519 key that signs its checkpoints. */
export interface LogSigner {
  readonly origin: string;
  readonly signer: Signer;
}

export interface CatchUp extends LogSigner {
  /** Makes all tiles anew from the entries, as after damage that `verifyLedger` found. */
  readonly rebuild?: boolean | undefined;
}

/** Tiles written together; bounds memory and the work that a crash loses. */
const BATCH = 256;

/**
 * Derives from the entries what tiles lack, and signs a checkpoint over all of them. Stops nowhere
 * harmful: tiles are durable before the checkpoint that covers them, and the next call goes on from
 * the last checkpoint, whose tiles it makes anew when they are missing or damaged. Never signs a
 * history that contradicts the checkpoint that is there.
 *
 * @returns the checkpoint, which is the one that was there when nothing was added
 * @throws CredenceError `INTEGRITY_FAILED` when the entries are fewer than, or other than, those that
 * were signed before; `SIGNATURE_INVALID` when the checkpoint there is not this log's
 */
export async function catchUp(
  leaves: LeafSource,
  tiles: TileStore,
  log: CatchUp,
): Promise<Checkpoint> {
  const signed = await signedBefore(tiles, log);
  const size = await leaves.size();
  if (signed !== null && size < signed.size) throw contradicted(signed, `only ${size} remain`);
  const pending: Tile[] = [];
  const builder = await resume(leaves, signed, { tiles, pending, rebuild: log.rebuild ?? false });
  if (signed !== null && signed.size === size && pending.length === 0) return signed;
  for await (const entry of leaves.read(builder.size, size)) {
    builder.append(entry);
    if (pending.length >= BATCH) await writeTiles(pending.splice(0), tiles);
  }
  if (builder.size !== size)
    throw new CredenceError('INTERNAL', `${builder.size} of ${size} leaves could be read.`);
  await writeTiles([...pending, ...builder.unfinished()], tiles);
  const checkpoint = { origin: log.origin, size, root: builder.root() };
  if (signed?.size === size) return signed;
  await writeCheckpoint(checkpoint, tiles, log);
  await removeOutdated(signed?.size ?? 0, size, tiles);
  return checkpoint;
}

/** The checkpoint that this log signed last; null when there is none. */
async function signedBefore(tiles: TileStore, log: LogSigner): Promise<Checkpoint | null> {
  const content = await tiles.read(CHECKPOINT_PATH);
  if (content === null) return null;
  const { publicKey } = log.signer;
  const demands = { publicKey, origin: log.origin, file: CHECKPOINT_PATH };
  return openCheckpoint(content.toString(), demands).checkpoint;
}

interface Derivation {
  readonly tiles: TileStore;
  readonly pending: Tile[];
  readonly rebuild: boolean;
}

/** A builder that stands where the checkpoint does: from its tiles, or where those fail from its entries. */
async function resume(
  leaves: LeafSource,
  signed: Checkpoint | null,
  { tiles, pending, rebuild }: Derivation,
): Promise<TileBuilder> {
  const take = (tile: Tile): void => {
    pending.push(tile);
  };
  if (signed === null) return new TileBuilder(take);
  const kept = rebuild ? null : await fromTiles(signed, tiles, take);
  if (kept !== null) return kept;
  const builder = new TileBuilder(take);
  for await (const entry of leaves.read(0, signed.size)) {
    builder.append(entry);
    if (pending.length >= BATCH) await writeTiles(pending.splice(0), tiles);
  }
  if (!builder.root().equals(signed.root)) throw contradicted(signed, 'they give another root');
  pending.push(...builder.unfinished());
  return builder;
}

async function fromTiles(
  signed: Checkpoint,
  tiles: TileStore,
  take: (tile: Tile) => void,
): Promise<TileBuilder | null> {
  try {
    const builder = new TileBuilder(take, await readRightEdge(signed.size, tiles));
    return builder.root().equals(signed.root) ? builder : null;
  } catch (error) {
    if (error instanceof CredenceError && error.code === 'INTEGRITY_FAILED') return null;
    throw error;
  }
}

async function writeTiles(batch: readonly Tile[], tiles: TileStore): Promise<void> {
  if (batch.length > 0)
    await tiles.write(batch.map(({ id, bytes }) => ({ path: tilePath(id), bytes })));
}

async function writeCheckpoint(
  checkpoint: Checkpoint,
  tiles: TileStore,
  { origin, signer }: LogSigner,
): Promise<void> {
  const text = formatCheckpoint(checkpoint);
  const note = formatNote({ text, signatures: [signNote(text, { name: origin, signer })] });
  await tiles.write([{ path: CHECKPOINT_PATH, bytes: Buffer.from(note) }]);
}

/** Removes unfinished tiles of the size before; wider ones hold the same hashes. */
async function removeOutdated(before: number, now: number, tiles: TileStore): Promise<void> {
  const current = new Set(partialTiles(now).map(tilePath));
  for (const id of partialTiles(before)) {
    const folder = `${tilePath({ ...id, width: TILE_WIDTH })}.p`;
    const paths = (await tiles.list(folder)).map((name) => `${folder}/${name}`);
    await tiles.remove(paths.filter((path) => !current.has(path)));
  }
}

function contradicted(signed: Checkpoint, problem: string): CredenceError {
  return new CredenceError(
    'INTEGRITY_FAILED',
    `The registry contradicts the ledger: ${signed.size} entries were signed, ${problem}.`,
    { hint: 'The registry was altered or is an old copy. Restore the workspace from a backup.' },
  );
}
