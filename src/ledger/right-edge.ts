import { readEntries, readHashes } from './read-tile.ts';
import { partialTiles } from './tile.ts';
import { hashesOf, type RightEdge } from './tile-builder.ts';
import type { TileStore } from './tile-store.ts';

/**
 * Reads the unfinished tiles of a log of that size, so that it can be continued.
 *
 * @throws CredenceError `INTEGRITY_FAILED` when one is missing or damaged
 */
export async function readRightEdge(size: number, tiles: TileStore): Promise<RightEdge> {
  const levels: (readonly Buffer[])[] = [];
  let entries: readonly Uint8Array[] = [];
  for (const id of partialTiles(size)) {
    if (id.level === 'entries') {
      entries = await readEntries(id, tiles);
    } else {
      while (levels.length < id.level) levels.push([]);
      levels[id.level] = hashesOf(await readHashes(id, tiles));
    }
  }
  return { size, entries, levels };
}
