import { CredenceError } from '../core/error.ts';
import type { Checkpoint } from '../ledger/checkpoint.ts';
import type { Policy } from '../policy/policy.ts';
import type { Registry } from '../registry/registry.ts';
import type { Tables } from '../registry/tables.ts';
import type { ObjectStore } from '../vault/object-store.ts';
import type { Clock } from './clock.ts';
import type { KeyRing } from './key-ring.ts';
import type { LedgerSettings } from './ledger-settings.ts';
import { ProcessLock } from './process-lock.ts';
import { freshId, type Random } from './random.ts';
import type { TilesKeeper } from './tiles-keeper.ts';
import { assertClock, UnitOfWork } from './unit-of-work.ts';
import type { WorkspacePaths } from './workspace-paths.ts';

/** A unit of work that is kept for good. */
export interface Committed<Result> {
  readonly value: Result;
  /** Position in the ledger of its first entry. */
  readonly position: number;
  readonly entries: number;
  /** When it happened; RFC 3339, UTC. */
  readonly time: string;
  /** The checkpoint that covers it; null where it is not signed yet. */
  readonly checkpoint: Checkpoint | null;
  /** Why it is not signed yet, where that is an error. Nothing is lost: the next opening signs it. */
  readonly delay: CredenceError | null;
}

export interface WorkspaceParts {
  readonly paths: WorkspacePaths;
  readonly registry: Registry;
  readonly vault: ObjectStore;
  readonly keeper: TilesKeeper;
  readonly ledger: LedgerSettings;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly random: Random;
  readonly keys: KeyRing;
}

/** Registry, vault and ledger of one project, together. Made by `openWorkspace`. */
export class Workspace {
  readonly paths: WorkspacePaths;
  readonly vault: ObjectStore;
  readonly ledger: LedgerSettings;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly random: Random;
  readonly keys: KeyRing;
  readonly registry: Registry;
  readonly tiles: TilesKeeper;

  constructor(parts: WorkspaceParts) {
    this.paths = parts.paths;
    this.vault = parts.vault;
    this.ledger = parts.ledger;
    this.policy = parts.policy;
    this.clock = parts.clock;
    this.random = parts.random;
    this.keys = parts.keys;
    this.registry = parts.registry;
    this.tiles = parts.keeper;
  }

  /** What is committed, for reading. */
  get read(): Tables {
    return this.registry.read;
  }

  /**
   * Does work in one transaction: rows, leaves and objects are all kept and on the disk when this
   * resolves, or none is. Units of work of all processes take turns.
   *
   * @throws CredenceError what the work throws; `CLOCK_WENT_BACK`; `NOT_ALLOWED`; `LOCKED`;
   * `STORAGE_FAILED`
   */
  async commit<Result>(work: (unit: UnitOfWork) => Promise<Result>): Promise<Committed<Result>> {
    const kept = await this.registry.transaction(async (tables) => {
      const time = this.clock.now();
      await assertClock(tables, time);
      const unit = new UnitOfWork(tables, this.vault, time);
      const value = await work(unit);
      return { value, time, ...(await unit.finish()) };
    });
    return { ...kept, ...(await this.#sign()) };
  }

  /**
   * Does something long while no other process does anything of the same name.
   *
   * @throws CredenceError `LOCKED`, naming the holder, at once
   */
  async alone<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const lock = new ProcessLock(this.paths.locks, name);
    try {
      await lock.acquire(0);
      lock.announce();
      return await work();
    } finally {
      lock.close();
    }
  }

  /** An id that nobody else has. */
  freshId(): string {
    return freshId(this.random);
  }

  async close(): Promise<void> {
    await this.tiles.close();
    await this.vault.close();
    await this.registry.close();
  }

  // The work is kept whatever happens here, so a failure must not look as if it were not.
  async #sign(): Promise<Pick<Committed<never>, 'checkpoint' | 'delay'>> {
    try {
      return { checkpoint: await this.tiles.catchUp(), delay: null };
    } catch (error) {
      if (error instanceof CredenceError) return { checkpoint: null, delay: error };
      throw error;
    }
  }
}
