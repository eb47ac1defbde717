import { CredenceError } from '../../core/error.ts';
import type { DatasetName, TagName } from '../../core/identifiers.ts';
import { asName } from '../../core/name.ts';
import type { Tables } from '../../registry/tables.ts';

/** A tag that looks like an id would stand before the version whose id it is. */
const LIKE_AN_ID = /^(sha256[:._-]?)?[0-9a-f]{8,64}$/i;
const NO_VERSION = new Set(['latest', 'main', 'master', 'head', 'newest', 'current']);

/**
 * A name that a version may have beside its id.
 *
 * @throws CredenceError `USAGE` with the reason why it cannot be one
 */
export function tagName(text: string): TagName {
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

/**
 * A tag for a version that is about to be made, known to be free before anything is fetched or stored:
 * moving one is an act of its own.
 *
 * @throws CredenceError `USAGE` for what cannot be one, or is taken
 */
export async function freeTag(
  { tags }: Tables,
  dataset: DatasetName,
  wanted: string | undefined,
): Promise<TagName | null> {
  if (wanted === undefined) return null;
  const tag = tagName(wanted);
  const taken = await tags.find(dataset, tag);
  if (taken === undefined) return tag;
  throw new CredenceError('USAGE', `${tag} names ${taken.version.slice(7, 19)} already.`, {
    hint: 'Choose another name, or move it with credence dataset tag --move.',
  });
}
