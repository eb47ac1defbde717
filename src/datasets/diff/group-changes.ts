import { OTHERS } from './value-codes.ts';

/** What came from, and what went with, one source or contributor. Changed rows count on both sides. */
export interface GroupChange {
  readonly value: string;
  readonly added: number;
  readonly removed: number;
}

const TOLD_APART = 100_000;
const LISTED = 20;

export class GroupChanges {
  readonly #changes = new Map<string, { added: number; removed: number }>();

  add(value: string | null): void {
    this.#count(value, 'added');
  }

  remove(value: string | null): void {
    this.#count(value, 'removed');
  }

  /** Those with the most rows first. */
  list(): readonly GroupChange[] {
    return Array.from(this.#changes, ([value, counts]) => ({ value, ...counts }))
      .sort((one, other) => other.added + other.removed - one.added - one.removed)
      .slice(0, LISTED);
  }

  #count(value: string | null, kind: 'added' | 'removed'): void {
    if (value === null) return;
    const named = this.#changes.has(value) || this.#changes.size < TOLD_APART ? value : OTHERS;
    const counts = this.#changes.get(named) ?? { added: 0, removed: 0 };
    counts[kind] += 1;
    this.#changes.set(named, counts);
  }
}
