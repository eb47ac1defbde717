import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CredenceError } from '../core/error.ts';
import type { KeyPair } from '../core/signing/key-pair.ts';
import { formatVerifierKey } from '../core/signing/note-key.ts';
import { readPolicy } from '../policy/read-policy.ts';
import { openRegistry } from '../registry/open-registry.ts';
import type { Registry } from '../registry/registry.ts';
import type { IdentityRow } from '../registry/rows/identities.ts';
import { FileObjectStore } from '../vault/file-object-store.ts';
import { keyDigest } from './identities/identity-predicate.ts';
import { OWNER_ROLE } from './identities/need-owner.ts';
import { freshIdentity } from './identities/new-identity.ts';
import { recordAct } from './identities/record-act.ts';
import { readLedgerSettings, writeLedgerSettings } from './ledger-settings.ts';
import { openWorkspace, type Surroundings } from './open-workspace.ts';
import { freshId } from './random.ts';
import { STARTER_POLICY } from './starter-policy.ts';
import { UnitOfWork } from './unit-of-work.ts';
import type { Workspace } from './workspace.ts';
import {
  POLICY_FILE,
  STATE_FOLDER,
  type WorkspacePaths,
  workspacePaths,
} from './workspace-paths.ts';

export interface InitOptions extends Surroundings {
  /** The name of the one who begins it, its first owner. */
  readonly name: string;
  readonly groups?: readonly string[];
  readonly expires?: string | null;
}

export interface NewWorkspace {
  readonly workspace: Workspace;
  readonly identity: IdentityRow;
  /** The ledger's verifier key, which others need to check it: keep it outside of the workspace. */
  readonly verifierKey: string;
  /** Files that were made, below the project's folder. */
  readonly made: readonly string[];
}

/**
 * Makes a workspace in a project's folder: policy with comments, state, the first identity and its key,
 * the ledger and its key. An existing policy stays. Interrupted, it goes on where it was.
 *
 * @throws CredenceError `USAGE` where there is a workspace; `CONFIG_INVALID` for a policy that is there;
 * `STORAGE_FAILED`, `OUTPUT_FAILED`
 */
export async function initWorkspace(folder: string, options: InitOptions): Promise<NewWorkspace> {
  const paths = workspacePaths(folder);
  const made = prepareProject(paths);
  const registry = await openRegistry(paths.registry);
  let begun: {
    readonly identity: IdentityRow;
    readonly ledgerKey: KeyPair;
    readonly origin: string;
  };
  try {
    if ((await readLedgerSettings(registry.read)) !== null) throw exists(paths);
    begun = await begin(registry, paths, options);
  } finally {
    await registry.close();
  }
  const { identity, ledgerKey, origin } = begun;
  const { publicKey } = ledgerKey;
  return {
    workspace: await openWorkspace(folder, options),
    identity,
    verifierKey: formatVerifierKey({ name: origin, kind: 'note', publicKey }),
    made,
  };
}

async function begin(
  registry: Registry,
  paths: WorkspacePaths,
  { keys, clock, random, name, groups = [], expires = null }: InitOptions,
): Promise<{ identity: IdentityRow; ledgerKey: KeyPair; origin: string }> {
  const own = keys.generate();
  const ledgerKey = keys.generate();
  const origin = `credence-ledger/${freshId(random)}`;
  const vault = FileObjectStore.open(paths.objects);
  try {
    const identity = await registry.transaction(async (tables) => {
      if ((await readLedgerSettings(tables)) !== null) throw exists(paths);
      const unit = new UnitOfWork(tables, vault, clock.now());
      await writeLedgerSettings(tables, { origin, publicKey: ledgerKey.publicKey });
      const { publicKey } = own;
      const roles = [OWNER_ROLE, 'curator', 'reviewer'];
      const row = await freshIdentity(unit, {
        name,
        kind: 'person',
        publicKey,
        roles,
        groups,
        expires,
      });
      const act = { act: 'created', identity: row, former: null, reason: 'first' } as const;
      const statement = await recordAct(unit, act, [own]);
      await tables.identities.add({ ...row, statement });
      await unit.log({
        type: 'workspace.created',
        subjects: [keyDigest(row.keyId), keyDigest(ledgerKey.publicKey.id)],
        statement,
        actor: row.keyId,
      });
      await unit.finish();
      return { ...row, statement };
    });
    return { identity, ledgerKey, origin };
  } finally {
    await vault.close();
  }
}

/** Policy, state folder and the line that keeps state out of version control; returns what was made. */
function prepareProject(paths: WorkspacePaths): string[] {
  const made: string[] = [];
  try {
    mkdirSync(paths.state, { recursive: true, mode: 0o700 });
    chmodSync(paths.state, 0o700);
    if (existsSync(paths.policy)) {
      readPolicy(readFileSync(paths.policy, 'utf8'), POLICY_FILE);
    } else {
      writeFileSync(paths.policy, STARTER_POLICY);
      made.push(POLICY_FILE);
    }
    if (ignoreState(paths)) made.push('.gitignore');
  } catch (cause) {
    if (cause instanceof CredenceError) throw cause;
    throw new CredenceError('STORAGE_FAILED', `${paths.project} cannot be written.`, {
      at: { file: paths.project },
      hint: 'See that the folder exists and may be written.',
      cause,
    });
  }
  return [...made, STATE_FOLDER];
}

function ignoreState({ project }: WorkspacePaths): boolean {
  const file = join(project, '.gitignore');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (text.split(/\r?\n/).some((line) => /^\/?\.credence\/?$/.test(line.trim()))) return false;
  const gap = text === '' || text.endsWith('\n') ? '' : '\n';
  writeFileSync(file, `${text}${gap}${STATE_FOLDER}/\n`);
  return true;
}

function exists({ project }: WorkspacePaths): CredenceError {
  return new CredenceError('USAGE', `There is a workspace in ${project} already.`, {
    at: { file: project },
    hint: 'Use it as it is, or begin another in another folder.',
  });
}
