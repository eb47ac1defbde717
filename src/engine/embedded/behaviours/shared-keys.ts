const SLOTS = 1 << 22;
const MOST = 255;

/**
 * Which keys occur in at least so many records, in two walks: the first counts by hash, never too low,
 * the second counts exactly what the first let through. So rare keys, the bulk, take no memory.
 */
export class SharedKeys {
  readonly #least: number;
  readonly #sketch = new Uint8Array(SLOTS);
  readonly #counts = new Map<string, number>();

  /** @param least of records that a key must occur in; above 255 the sketch lets more through. */
  constructor(least: number) {
    this.#least = least;
  }

  /** First walk: the distinct keys of one record. */
  sketch(keys: Iterable<string>): void {
    for (const key of keys) {
      const slot = hashOf(key) & (SLOTS - 1);
      const count = this.#sketch[slot] as number;
      if (count < MOST) this.#sketch[slot] = count + 1;
    }
  }

  /** Second walk, over the same records. */
  count(keys: Iterable<string>): void {
    const needed = Math.min(MOST, this.#least);
    for (const key of keys) {
      if ((this.#sketch[hashOf(key) & (SLOTS - 1)] as number) < needed) continue;
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    }
  }

  /** Records with the key, or 0 where they are fewer than the least. */
  recordsWith(key: string): number {
    const count = this.#counts.get(key) ?? 0;
    return count >= this.#least ? count : 0;
  }
}

/** FNV-1a over UTF-16 code units. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1)
    hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
