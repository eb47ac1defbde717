import { HASH_BYTES } from '../core/merkle/tree-hash.ts';
import type { NodeReader, TreeNode } from '../core/merkle/tree-node.ts';
import { readHashes } from './read-tile.ts';
import { TILE_HEIGHT, TILE_WIDTH, type TileId, tilePath } from './tile.ts';
import { hashesOf, perfectRoot } from './tile-builder.ts';
import type { TileStore } from './tile-store.ts';

/** The nodes of a log's tree of a certain size, from its tiles; each tile is read once. */
export class TileNodes implements NodeReader {
  readonly #tiles: TileStore;
  readonly #size: number;
  readonly #read: Map<string, Promise<Buffer>> = new Map();

  constructor(size: number, tiles: TileStore) {
    this.#size = size;
    this.#tiles = tiles;
  }

  /** @throws CredenceError `INTEGRITY_FAILED` when the tile is missing or cut short */
  async node({ level, index }: TreeNode): Promise<Buffer> {
    const tileLevel = Math.floor(level / TILE_HEIGHT);
    const count = 2 ** (level % TILE_HEIGHT);
    const first = index * count;
    const tileIndex = Math.floor(first / TILE_WIDTH);
    const hashes = Math.floor(this.#size / TILE_WIDTH ** tileLevel);
    const width = Math.min(TILE_WIDTH, hashes - tileIndex * TILE_WIDTH);
    const bytes = await this.#tile({ level: tileLevel, index: tileIndex, width });
    const from = (first % TILE_WIDTH) * HASH_BYTES;
    return perfectRoot(hashesOf(bytes.subarray(from, from + count * HASH_BYTES)));
  }

  #tile(id: TileId): Promise<Buffer> {
    const path = tilePath(id);
    const known = this.#read.get(path);
    if (known !== undefined) return known;
    const reading = readHashes(id, this.#tiles);
    this.#read.set(path, reading);
    return reading;
  }
}
