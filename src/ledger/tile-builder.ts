import { foldRoots } from '../core/merkle/compact-range.ts';
import { EMPTY_ROOT, HASH_BYTES, leafHash, nodeHash } from '../core/merkle/tree-hash.ts';
import { formatBundle } from './entry-bundle.ts';
import { TILE_WIDTH, type Tile } from './tile.ts';

/** What a tree's right edge consists of: hashes of every unfinished tile, from level 0 up. */
export interface RightEdge {
  readonly size: number;
  /** Entries of the unfinished bundle. */
  readonly entries: readonly Uint8Array[];
  /** For each level, the hashes of its unfinished tile; empty where none is unfinished. */
  readonly levels: readonly (readonly Buffer[])[];
}

const EMPTY_EDGE: RightEdge = { size: 0, entries: [], levels: [] };

/**
 * Makes tiles from entries, in memory for a few tiles only. Full tiles are handed out as they fill;
 * the unfinished ones when asked for.
 */
export class TileBuilder {
  #size: number;
  #entries: Uint8Array[];
  readonly #levels: Buffer[][];
  readonly #take: (tile: Tile) => void;

  constructor(take: (tile: Tile) => void, from: RightEdge = EMPTY_EDGE) {
    this.#take = take;
    this.#size = from.size;
    this.#entries = [...from.entries];
    this.#levels = from.levels.map((hashes) => [...hashes]);
  }

  get size(): number {
    return this.#size;
  }

  /** Appends one entry. */
  append(entry: Uint8Array): void {
    this.#entries.push(entry);
    this.#size += 1;
    if (this.#entries.length === TILE_WIDTH) {
      const index = this.#size / TILE_WIDTH - 1;
      this.#take({
        id: { level: 'entries', index, width: TILE_WIDTH },
        bytes: formatBundle(this.#entries),
      });
      this.#entries = [];
    }
    this.#push(0, leafHash(entry));
  }

  /** The tiles that are not full, as they would stand at this size. */
  unfinished(): Tile[] {
    const tiles: Tile[] = [];
    if (this.#entries.length > 0) {
      const index = Math.floor(this.#size / TILE_WIDTH);
      tiles.push({
        id: { level: 'entries', index, width: this.#entries.length },
        bytes: formatBundle(this.#entries),
      });
    }
    for (const [level, hashes] of this.#levels.entries()) {
      if (hashes.length === 0) continue;
      const index = Math.floor(this.#size / TILE_WIDTH ** (level + 1));
      tiles.push({ id: { level, index, width: hashes.length }, bytes: Buffer.concat(hashes) });
    }
    return tiles;
  }

  /** The root over all entries (RFC 9162 §2.1.1). */
  root(): Buffer {
    if (this.#size === 0) return EMPTY_ROOT;
    return foldRoots(this.#levels.toReversed().flatMap(perfectRoots));
  }

  #push(level: number, hash: Buffer): void {
    const hashes = this.#levels[level] ?? [];
    this.#levels[level] = hashes;
    hashes.push(hash);
    if (hashes.length < TILE_WIDTH) return;
    this.#levels[level] = [];
    const index = Math.floor(this.#size / TILE_WIDTH ** (level + 1)) - 1;
    this.#take({ id: { level, index, width: TILE_WIDTH }, bytes: Buffer.concat(hashes) });
    this.#push(level + 1, perfectRoot(hashes));
  }
}

/** The hashes of a tile's bytes. */
export function hashesOf(bytes: Buffer): Buffer[] {
  return Array.from({ length: bytes.length / HASH_BYTES }, (_, index) =>
    bytes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES),
  );
}

/** The root over a power of two of hashes. */
export function perfectRoot(hashes: readonly Buffer[]): Buffer {
  let row = hashes;
  while (row.length > 1) {
    const above: Buffer[] = [];
    for (let at = 0; at + 1 < row.length; at += 2)
      above.push(nodeHash(row[at] ?? EMPTY_ROOT, row[at + 1] ?? EMPTY_ROOT));
    row = above;
  }
  return row[0] ?? EMPTY_ROOT;
}

/** The roots of the perfect subtrees over a tile's hashes, the largest first. */
function perfectRoots(hashes: readonly Buffer[]): Buffer[] {
  const roots: Buffer[] = [];
  for (let bit = TILE_WIDTH / 2, at = 0; bit >= 1; bit /= 2) {
    if ((hashes.length & bit) === 0) continue;
    roots.push(perfectRoot(hashes.slice(at, at + bit)));
    at += bit;
  }
  return roots;
}
