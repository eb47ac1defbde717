import { CredenceError } from '../core/error.ts';
import type { Clock } from '../workspace/clock.ts';
import { systemClock } from '../workspace/clock.ts';
import { type ActingIdentity, actingIdentity } from '../workspace/identities/acting-identity.ts';
import { FileKeyRing } from '../workspace/key-ring.ts';
import { openWorkspace, type Surroundings } from '../workspace/open-workspace.ts';
import { systemRandom } from '../workspace/random.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { findProject } from '../workspace/workspace-paths.ts';
import type { WorkspaceFlags } from './workspace-options.ts';

/** What a command is given. `acting` asks for a key only where one is needed. */
export interface WorkspaceContext {
  readonly workspace: Workspace;
  acting(): Promise<ActingIdentity>;
}

/** Opens the workspace, does the work, and closes it whatever happens. */
export async function inWorkspace<Result>(
  flags: WorkspaceFlags,
  work: (context: WorkspaceContext) => Promise<Result>,
): Promise<Result> {
  const folder = flags.workspace ?? findProject(process.cwd());
  if (folder === null)
    throw new CredenceError('NOT_FOUND', 'There is no workspace here or in any folder above.', {
      hint: 'Run credence init in the folder of your project, or name one with --workspace.',
      at: { file: process.cwd() },
    });
  const workspace = await openWorkspace(folder, userSurroundings());
  try {
    return await work({ workspace, acting: () => actingIdentity(workspace, flags.as) });
  } finally {
    await workspace.close();
  }
}

/** The clock, chance and keys of who runs the program. */
export function userSurroundings(clock: Clock = systemClock): Surroundings {
  const passphrase = process.env['CREDENCE_PASSPHRASE'];
  return {
    clock,
    random: systemRandom,
    keys: new FileKeyRing(passphrase === undefined ? {} : { passphrase }),
  };
}

/** Prints a result: for people, or as one JSON document. */
export function printResult(
  flags: WorkspaceFlags,
  result: { readonly json: unknown; readonly text: string },
): void {
  process.stdout.write(
    flags.json === true
      ? `${JSON.stringify(result.json, null, 2)}\n`
      : `${result.text.trimEnd()}\n`,
  );
}
