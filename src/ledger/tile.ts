/** Hashes of a full tile, and entries of a full bundle (C2SP tlog-tiles). */
export const TILE_WIDTH = 256;

/** Levels of the tree that one level of tiles spans: 2^8 = 256. */
export const TILE_HEIGHT = 8;

/** Which file: hashes at a level of tiles (0 holds those of leaves), or the entries themselves. */
export interface TileId {
  readonly level: number | 'entries';
  readonly index: number;
  /** How many hashes or entries it holds: 256, or fewer at the right edge of the tree. */
  readonly width: number;
}

/** A file of the log. */
export interface Tile {
  readonly id: TileId;
  readonly bytes: Buffer;
}

/** Where a tile stands in the log's folder, as `tile/0/x001/234.p/7` (C2SP tlog-tiles). */
export function tilePath({ level, index, width }: TileId): string {
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const groups = padded.match(/\d{3}/g) ?? [];
  const place = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${place}${width < TILE_WIDTH ? `.p/${width}` : ''}`;
}

/** The tile at a path; null when no tile stands there. */
export function parseTilePath(path: string): TileId | null {
  const match = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (match === null) return null;
  const [, level = '', place = '', width] = match;
  const id: TileId = {
    level: level === 'entries' ? level : Number(level),
    index: Number(place.replaceAll(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  };
  return tilePath(id) === path && id.width > 0 ? id : null;
}

/** The tiles at the right edge of a tree that are not full; none that would be empty. */
export function partialTiles(size: number): TileId[] {
  const tiles: TileId[] = [];
  if (size % TILE_WIDTH > 0)
    tiles.push({
      level: 'entries',
      index: Math.floor(size / TILE_WIDTH),
      width: size % TILE_WIDTH,
    });
  for (let level = 0, hashes = size; hashes > 0; level += 1) {
    const index = Math.floor(hashes / TILE_WIDTH);
    if (hashes % TILE_WIDTH > 0) tiles.push({ level, index, width: hashes % TILE_WIDTH });
    hashes = index;
  }
  return tiles;
}
