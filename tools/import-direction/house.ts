import { readFileSync } from 'node:fs';

/** Which rooms the house has, and on which floor each stands. */
export interface House {
  /** Floor by room; a room is a folder of `src/`. */
  readonly rooms: Readonly<Record<string, number>>;
  /** Rooms on its own floor that a room may import. */
  readonly sameFloor: Readonly<Record<string, readonly string[]>>;
  /** The only rooms, besides itself, that a room may import; a room not listed has all floors below. */
  readonly only: Readonly<Record<string, readonly string[]>>;
  /** Folders of `src/` in another language. */
  readonly notTypeScript: readonly string[];
}

export function readHouse(file: URL | string): House {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** The room of a file given by its path under `src/`, or `undefined` for one that stands in none. */
export function roomOf(path: string): string | undefined {
  const slash = path.indexOf('/');
  return slash === -1 ? undefined : path.slice(0, slash);
}
