import { CredenceError } from '../core/error.ts';
import type { TagName } from '../core/identifiers.ts';
import type { TagRow } from '../registry/rows/tags.ts';
import type { ActingIdentity } from '../workspace/identities/acting-identity.ts';
import { findVersionRow } from '../workspace/versions/resolve-version.ts';
import { setTag } from '../workspace/versions/set-tag.ts';
import { tagName } from '../workspace/versions/tag-name.ts';
import type { Committed, Workspace } from '../workspace/workspace.ts';
import { needScope } from './need-scope.ts';

export interface TagRequest {
  /** `dataset@version`. */
  readonly version: string;
  readonly tag: string;
  /** `set` a new name, `move` one to this version, or `remove` one that names it. */
  readonly act: 'set' | 'move' | 'remove';
}

/**
 * Gives a version a name, moves the name, or takes it away: a signed act, in the ledger. Who relies on
 * bytes names the version itself.
 *
 * @throws CredenceError `USAGE` for a name that cannot be one, or is taken; `NOT_FOUND`; `NOT_ALLOWED`
 */
export async function tagVersion(
  workspace: Workspace,
  request: TagRequest,
  acting: ActingIdentity,
): Promise<Committed<TagRow>> {
  const tag = tagName(request.tag);
  return await workspace.commit(async (unit) => {
    const row = await findVersionRow(unit.registry, request.version);
    needScope(acting, row.dataset);
    const known = await unit.registry.tags.find(row.dataset, tag);
    assertPossible(request, tag, known);
    if (request.act === 'remove' && known?.version !== row.id) throw elsewhere(tag, known);
    return await setTag(
      unit,
      {
        dataset: row.dataset,
        tag,
        version: row.id,
        act: request.act,
        former: known?.version ?? null,
      },
      acting,
    );
  });
}

function assertPossible({ act }: TagRequest, tag: TagName, known: TagRow | undefined): void {
  if (act === 'set' && known !== undefined)
    throw new CredenceError('USAGE', `${tag} names ${known.version.slice(7, 19)} already.`, {
      hint: 'Choose another name, or move it with --move; the ledger tells of both.',
    });
  if (act !== 'set' && known === undefined)
    throw new CredenceError('NOT_FOUND', `There is no tag ${tag}.`, {
      hint: 'See the tags with credence dataset log.',
    });
}

function elsewhere(tag: TagName, known: TagRow | undefined): CredenceError {
  return new CredenceError('USAGE', `${tag} does not name this version.`, {
    hint: `It names ${known?.version.slice(7, 19)}.`,
  });
}
