import { CredenceError } from '../core/error.ts';
import { catchUp } from '../ledger/catch-up.ts';
import type { Checkpoint } from '../ledger/checkpoint.ts';
import { FileTileStore } from '../ledger/file-tile-store.ts';
import { openCheckpoint } from '../ledger/open-checkpoint.ts';
import { CHECKPOINT_PATH } from '../ledger/tile-store.ts';
import type { Registry } from '../registry/registry.ts';
import type { KeyRing } from './key-ring.ts';
import type { LedgerSettings } from './ledger-settings.ts';
import { ProcessLock } from './process-lock.ts';
import type { WorkspacePaths } from './workspace-paths.ts';

const PATIENCE = 60_000;

export interface TilesKeeperOptions {
  readonly paths: WorkspacePaths;
  readonly registry: Registry;
  readonly keys: KeyRing;
  readonly ledger: LedgerSettings;
}

/**
 * Keeps tiles and checkpoint in step with the leaves. Only who holds the ledger's private key can sign
 * a checkpoint; what others commit is in the registry at once, and in the tiles when a holder of the
 * key next opens the workspace or commits.
 */
export class TilesKeeper {
  readonly tiles: FileTileStore;
  readonly #options: TilesKeeperOptions;
  readonly #lock: ProcessLock;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: TilesKeeperOptions) {
    this.#options = options;
    this.tiles = new FileTileStore(options.paths.ledger);
    this.#lock = new ProcessLock(options.paths.locks, 'tiles');
  }

  /**
   * The checkpoint over all leaves, signed now if need be; null without the ledger's key.
   *
   * @throws CredenceError `INTEGRITY_FAILED` where the leaves contradict what was signed; `LOCKED`;
   * `STORAGE_FAILED`
   */
  async catchUp(rebuild = false): Promise<Checkpoint | null> {
    const { registry, keys, ledger } = this.#options;
    if (!keys.has(ledger.publicKey.id)) {
      await this.#assertNotBehind();
      return null;
    }
    const signer = keys.get(ledger.publicKey.id);
    return await this.exclusively(() =>
      catchUp(registry.read.leaves, this.tiles, { origin: ledger.origin, signer, rebuild }),
    );
  }

  /** Does something while no process changes the tiles. */
  exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#turn.then(async () => {
      await this.#lock.acquire(PATIENCE);
      try {
        return await work();
      } finally {
        this.#lock.release();
      }
    });
    // Who comes next waits for the end of this turn, not for its success.
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async close(): Promise<void> {
    await this.#turn;
    this.#lock.close();
  }

  async #assertNotBehind(): Promise<void> {
    const { registry, ledger } = this.#options;
    const content = this.tiles.read(CHECKPOINT_PATH);
    if (content === null) return;
    const { checkpoint } = openCheckpoint(content.toString(), { ...ledger, file: CHECKPOINT_PATH });
    const size = await registry.read.leaves.size();
    if (size >= checkpoint.size) return;
    throw new CredenceError(
      'INTEGRITY_FAILED',
      `The registry has ${size} entries of the ledger, and ${checkpoint.size} were signed.`,
      { hint: 'The registry was altered or is an old copy. Restore the workspace from a backup.' },
    );
  }
}
