import { CredenceError } from '../core/error.ts';
import { HASH_BYTES } from '../core/merkle/tree-hash.ts';
import { parseBundle } from './entry-bundle.ts';
import { TILE_WIDTH, type TileId, tilePath } from './tile.ts';
import type { TileStore } from './tile-store.ts';

/** A file of the log that holds at least what was asked for. */
interface FoundTile {
  readonly path: string;
  readonly width: number;
  readonly bytes: Buffer;
}

/**
 * The hashes of a tile, from the tile itself or from a wider one that has taken its place.
 *
 * @throws CredenceError `INTEGRITY_FAILED` when it is missing or cut short
 */
export async function readHashes(id: TileId, tiles: TileStore): Promise<Buffer> {
  const { path, width, bytes } = await findTile(id, tiles);
  if (bytes.length !== width * HASH_BYTES)
    throw damaged(path, `has ${bytes.length} bytes instead of ${width * HASH_BYTES}`);
  return bytes.subarray(0, id.width * HASH_BYTES);
}

/**
 * The entries of a bundle, from the bundle itself or from a wider one that has taken its place.
 *
 * @throws CredenceError `INTEGRITY_FAILED` when it is missing or cut short
 */
export async function readEntries(
  id: Omit<TileId, 'level'>,
  tiles: TileStore,
): Promise<readonly Buffer[]> {
  const { path, width, bytes } = await findTile({ ...id, level: 'entries' }, tiles);
  const entries = parseBundle(bytes, { count: width, exact: true });
  if (entries === null) throw damaged(path, `does not hold exactly ${width} entries`);
  return entries.slice(0, id.width);
}

/** An error that names a file of the log. */
export function damaged(path: string, problem: string, byte?: number): CredenceError {
  return new CredenceError('INTEGRITY_FAILED', `The ledger is damaged: ${path} ${problem}.`, {
    hint: 'Rebuild the tiles from the registry, from which they are derived, or restore a backup.',
    at: { file: path, ...(byte === undefined ? {} : { byte }) },
  });
}

async function findTile(id: TileId, tiles: TileStore): Promise<FoundTile> {
  const path = tilePath(id);
  const bytes = await tiles.read(path);
  if (bytes !== null) return { path, width: id.width, bytes };
  for (const width of await widerThan(id, tiles)) {
    const wider = tilePath({ ...id, width });
    const found = await tiles.read(wider);
    if (found !== null) return { path: wider, width, bytes: found };
  }
  throw damaged(path, 'is missing');
}

/** Widths of the tiles that may stand in for a missing one, full first. */
async function widerThan({ level, index, width }: TileId, tiles: TileStore): Promise<number[]> {
  if (width === TILE_WIDTH) return [];
  const names = await tiles.list(`${tilePath({ level, index, width: TILE_WIDTH })}.p`);
  const partial = names.filter((name) => /^\d{1,3}$/.test(name)).map(Number);
  return [TILE_WIDTH, ...partial.filter((other) => other > width && other < TILE_WIDTH)];
}
