import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Where a workspace keeps what, below the folder of its project. */
export interface WorkspacePaths {
  /** The project's folder, where `credence.yaml` lies. */
  readonly project: string;
  readonly policy: string;
  /** `.credence`: all state. */
  readonly state: string;
  readonly registry: string;
  readonly objects: string;
  readonly ledger: string;
  readonly locks: string;
  readonly scratch: string;
}

export const STATE_FOLDER = '.credence';
export const POLICY_FILE = 'credence.yaml';

export function workspacePaths(project: string): WorkspacePaths {
  const root = resolve(project);
  const state = join(root, STATE_FOLDER);
  return {
    project: root,
    policy: join(root, POLICY_FILE),
    state,
    registry: join(state, 'registry.sqlite'),
    objects: join(state, 'objects'),
    ledger: join(state, 'ledger'),
    locks: join(state, 'locks'),
    scratch: join(state, 'scratch'),
  };
}

/** The nearest folder, from this one upwards, that holds a workspace, or null. */
export function findProject(from: string): string | null {
  const folder = resolve(from);
  if (existsSync(workspacePaths(folder).registry)) return folder;
  const above = dirname(folder);
  return above === folder ? null : findProject(above);
}
