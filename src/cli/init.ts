import { userInfo } from 'node:os';
import { visibleText } from '../core/visible-text.ts';
import { initWorkspace } from '../workspace/init-workspace.ts';
import { printResult, userSurroundings } from './workspace-command.ts';
import type { WorkspaceFlags } from './workspace-options.ts';

export interface InitFlags extends WorkspaceFlags {
  readonly name?: string | undefined;
  readonly group?: readonly string[] | undefined;
}

/** `credence init`: a workspace in this folder, a policy with comments, and a key for who makes it. */
export async function runInit(flags: InitFlags): Promise<void> {
  const surroundings = userSurroundings();
  const { workspace, identity, verifierKey, made } = await initWorkspace(
    flags.workspace ?? process.cwd(),
    {
      ...surroundings,
      name: flags.name ?? userInfo().username,
      ...(flags.group === undefined ? {} : { groups: flags.group }),
    },
  );
  try {
    printResult(flags, {
      json: { project: workspace.paths.project, made, identity, verifierKey },
      text: `A workspace is in ${visibleText(workspace.paths.project)}: ${made.join(', ')}.

  You are ${visibleText(identity.name)}, its first owner; your key is ${identity.keyId.slice(0, 16)}.
  Keep this verifier key of the ledger somewhere else; with it anybody can check the ledger:
    ${verifierKey}

Next: read credence.yaml, make a second person known (credence identity new NAME),
and ask for a source (credence source add NAME --uri … --publisher … --type …).`,
    });
  } finally {
    await workspace.close();
  }
}
