import { CredenceError } from '../../core/error.ts';
import { type TagRequest, tagVersion } from '../../datasets/tag-version.ts';
import { inWorkspace, printResult } from '../workspace-command.ts';
import type { WorkspaceFlags } from '../workspace-options.ts';

export interface TagFlags extends WorkspaceFlags {
  readonly move?: boolean | undefined;
  readonly delete?: boolean | undefined;
}

const WORDS = { set: 'TAGGED', move: 'MOVED', remove: 'REMOVED' } as const;

/** `credence dataset tag`: a name for a version. */
export async function runDatasetTag(version: string, tag: string, flags: TagFlags): Promise<void> {
  const act = actOf(flags);
  await inWorkspace(flags, async ({ workspace, acting }) => {
    const { value, position } = await tagVersion(workspace, { version, tag, act }, await acting());
    printResult(flags, {
      json: { act, tag: value },
      text: `${WORDS[act]}  ${value.dataset}@${value.name} ${act === 'remove' ? 'named' : 'names'} ${value.version.slice(7, 19)} (entry ${position} of the ledger)`,
    });
  });
}

function actOf(flags: TagFlags): TagRequest['act'] {
  if (flags.move === true && flags.delete === true)
    throw new CredenceError('USAGE', 'A tag is moved or deleted, not both.');
  if (flags.delete === true) return 'remove';
  return flags.move === true ? 'move' : 'set';
}
