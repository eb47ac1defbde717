import { hash } from 'node:crypto';

const BYTES = 32;
const PAGE = 4_096;

/** Remembers entries of a ledger by their SHA-256, 32 bytes each. */
export class EntryHashes {
  readonly #pages: Buffer[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(entry: Uint8Array): void {
    const offset = this.#size % PAGE;
    if (offset === 0) this.#pages.push(Buffer.alloc(PAGE * BYTES));
    this.#pages.at(-1)?.set(hash('sha256', entry, 'buffer'), offset * BYTES);
    this.#size += 1;
  }

  /** Whether the entry at a position is this one. */
  matches(position: number, entry: Uint8Array): boolean {
    const offset = (position % PAGE) * BYTES;
    const page = this.#pages[Math.floor(position / PAGE)];
    if (page === undefined || position >= this.#size) return false;
    return page.subarray(offset, offset + BYTES).equals(hash('sha256', entry, 'buffer'));
  }
}
