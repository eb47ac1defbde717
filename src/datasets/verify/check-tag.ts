import type { Digest } from '../../core/digest.ts';
import { isTagLogged, tagNamed } from '../../workspace/versions/is-tag-logged.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { VersionProblem } from './version-problem.ts';

/**
 * Where a version was named by a tag: whether the ledger says that the tag names it.
 *
 * @param reference `dataset@version`
 */
export async function checkTag(
  workspace: Workspace,
  reference: string,
  version: Digest,
): Promise<readonly VersionProblem[]> {
  const named = await tagNamed(workspace, reference);
  if (named === null || (await isTagLogged(workspace, named, version))) return [];
  return [
    {
      what: 'registry',
      message: `The ledger does not say that the tag ${named.tag} names this version.`,
      hint: 'Somebody moved the tag past the ledger. Name the version by its id.',
    },
  ];
}
