import { existsSync, readFileSync } from 'node:fs';
import { CredenceError } from '../core/error.ts';
import type { Policy } from '../policy/policy.ts';
import { readPolicy } from '../policy/read-policy.ts';
import { openRegistry } from '../registry/open-registry.ts';
import type { Registry } from '../registry/registry.ts';
import { FileObjectStore } from '../vault/file-object-store.ts';
import type { Clock } from './clock.ts';
import type { KeyRing } from './key-ring.ts';
import { needLedgerSettings } from './ledger-settings.ts';
import type { Random } from './random.ts';
import { TilesKeeper } from './tiles-keeper.ts';
import { Workspace } from './workspace.ts';
import { POLICY_FILE, type WorkspacePaths, workspacePaths } from './workspace-paths.ts';

/** What a workspace takes from outside. */
export interface Surroundings {
  readonly clock: Clock;
  readonly random: Random;
  readonly keys: KeyRing;
}

/**
 * Opens the workspace of a project's folder, and brings tiles and checkpoint up to its leaves.
 *
 * @throws CredenceError `NOT_FOUND` where there is none; `CONFIG_INVALID` for its policy;
 * `INTEGRITY_FAILED`, `STORAGE_FAILED`, `LOCKED`, `DATA_UNSUPPORTED` for its state
 */
export async function openWorkspace(
  folder: string,
  surroundings: Surroundings,
): Promise<Workspace> {
  const paths = workspacePaths(folder);
  if (!existsSync(paths.registry)) {
    throw new CredenceError('NOT_FOUND', `There is no workspace in ${paths.project}.`, {
      at: { file: paths.project },
      hint: 'Run credence init there, or change to the folder of a project that has one.',
    });
  }
  const policy = policyOf(paths);
  const registry = await openRegistry(paths.registry);
  let vault: FileObjectStore | undefined;
  try {
    const ledger = await needLedgerSettings(registry.read, paths.registry);
    vault = FileObjectStore.open(paths.objects);
    const { clock, random, keys } = surroundings;
    return await caughtUp({ paths, policy, registry, vault, ledger, clock, random, keys });
  } catch (error) {
    await vault?.close();
    await registry.close();
    throw error;
  }
}

async function caughtUp(
  parts: Omit<ConstructorParameters<typeof Workspace>[0], 'keeper'> & {
    readonly registry: Registry;
  },
): Promise<Workspace> {
  const keeper = new TilesKeeper(parts);
  try {
    await keeper.catchUp();
    return new Workspace({ ...parts, keeper });
  } catch (error) {
    await keeper.close();
    throw error;
  }
}

function policyOf(paths: WorkspacePaths): Policy {
  const text = existsSync(paths.policy) ? readFileSync(paths.policy, 'utf8') : '';
  return readPolicy(text, POLICY_FILE);
}
