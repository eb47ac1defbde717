import { CredenceError } from '../core/error.ts';
import type { TagName } from '../core/identifiers.ts';
import { asName } from '../core/name.ts';
import type { TagRow } from '../registry/rows/tags.ts';
import { signStatement } from '../statements/in-toto/signed-statement.ts';
import {
  type DatasetTagPredicate,
  datasetTagStatement,
} from '../statements/predicates/dataset-tag.ts';
import type { ActingIdentity } from '../workspace/identities/acting-identity.ts';
import { findVersionRow } from '../workspace/versions/resolve-version.ts';
import type { Committed, Workspace } from '../workspace/workspace.ts';
import { needScope } from './need-scope.ts';

export interface TagRequest {
  /** `dataset@version`. */
  readonly version: string;
  readonly tag: string;
  /** `set` a new name, `move` one to this version, or `remove` one that names it. */
  readonly act: 'set' | 'move' | 'remove';
}

/** A tag that looks like an id would stand before the version whose id it is. */
const LIKE_AN_ID = /^(sha256[:._-]?)?[0-9a-f]{8,64}$/i;
const NO_VERSION = new Set(['latest', 'main', 'master', 'head', 'newest', 'current']);

const ENTRIES = {
  set: 'dataset.tagged',
  move: 'dataset.tag-moved',
  remove: 'dataset.tag-removed',
} as const;
const ACTS = { set: 'set', move: 'moved', remove: 'removed' } as const;

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
    const { identity, signer } = acting;
    const predicate: DatasetTagPredicate = {
      dataset: row.dataset,
      tag,
      act: ACTS[request.act],
      former: known?.version ?? null,
      by: identity.name,
      time: unit.now,
    };
    const { digest } = await unit.put({
      bytes: JSON.stringify(signStatement(datasetTagStatement(row.id, predicate), [signer])),
    });
    const moved: TagRow = {
      dataset: row.dataset,
      name: tag,
      version: row.id,
      moved: unit.now,
      movedBy: identity.principal,
    };
    if (request.act === 'remove') await unit.registry.tags.remove(row.dataset, tag);
    else await unit.registry.tags.put(moved);
    await unit.log({
      type: ENTRIES[request.act],
      subjects: [row.id, ...(known === undefined ? [] : [known.version])],
      statement: digest,
      actor: identity.keyId,
    });
    return moved;
  });
}

function tagName(text: string): TagName {
  const name = asName<TagName>(text);
  if (LIKE_AN_ID.test(name))
    throw new CredenceError('USAGE', `${name} looks like the id of a version.`, {
      hint: 'Choose a name that nobody takes for an id.',
    });
  if (NO_VERSION.has(name.toLowerCase()))
    throw new CredenceError('USAGE', `${name} promises to name something else every day.`, {
      hint: 'Choose a name that stays with its version, as v1 or 2026-06.',
    });
  return name;
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
