import { CredenceError } from '../core/error.ts';
import type { KeyId } from '../core/signing/key-id.ts';
import { decodeLeaf, encodeLeaf, type Leaf } from '../ledger/leaf.ts';
import type { Tables } from '../registry/tables.ts';
import type { ObjectSource, ObjectStore, StoredObject } from '../vault/object-store.ts';
import { needActor } from './need-actor.ts';

/** A leaf before it has its time, which is that of its commit. */
export type LeafDraft = Omit<Leaf, 'time' | 'actor'> & {
  /** The key that acts; it must be active. */
  readonly actor: KeyId;
};

/**
 * What happens together: rows that change, entries of the ledger that say so, and objects that both
 * refer to. Everything or nothing of it is kept.
 */
export class UnitOfWork {
  /** The tables, inside the one transaction. */
  readonly registry: Tables;
  /** When it happens; RFC 3339, UTC. The same for all of its rows and leaves. */
  readonly now: string;
  readonly #vault: ObjectStore;
  readonly #entries: Buffer[] = [];
  readonly #mayAct = new Set<KeyId>();

  constructor(registry: Tables, vault: ObjectStore, now: string) {
    this.registry = registry;
    this.now = now;
    this.#vault = vault;
  }

  /**
   * Adds an entry to the ledger.
   *
   * @throws CredenceError `NOT_ALLOWED` for a key that may not act now
   */
  async log(draft: LeafDraft): Promise<void> {
    if (!this.#mayAct.has(draft.actor)) await needActor(this.registry, draft.actor, this.now);
    this.#mayAct.add(draft.actor);
    this.#entries.push(encodeLeaf({ ...draft, time: this.now }));
  }

  /**
   * Puts a small object into the vault, on the disk when this resolves. Large data are put before the
   * commit, for other processes wait while it lasts.
   */
  put(source: ObjectSource): Promise<StoredObject> {
    return this.#vault.put(source);
  }

  /**
   * Appends the entries; the last thing before the transaction ends.
   *
   * @returns position of the first, and how many
   * @throws CredenceError `INTERNAL` where nothing was logged (design rule 5)
   */
  async finish(): Promise<{ readonly position: number; readonly entries: number }> {
    if (this.#entries.length === 0) {
      throw new CredenceError('INTERNAL', 'State was to change without an entry in the ledger.', {
        hint: 'This is a mistake in Credence; please report it.',
      });
    }
    const position = await this.registry.leaves.append(this.#entries);
    return { position, entries: this.#entries.length };
  }
}

/**
 * Holds a time against the last entry of the ledger.
 *
 * @throws CredenceError `CLOCK_WENT_BACK`
 */
export async function assertClock({ leaves }: Tables, now: string): Promise<void> {
  const last = await leaves.last();
  if (last === undefined) return;
  const { time } = decodeLeaf(last);
  if (Date.parse(now) >= Date.parse(time)) return;
  throw new CredenceError(
    'CLOCK_WENT_BACK',
    `The clock says ${now}, and the last entry of the ledger is of ${time}.`,
    {
      hint: 'Set the clock right. If the last entry was made with a wrong clock, wait until that time.',
    },
  );
}
