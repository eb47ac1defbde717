import { CredenceError } from '../../core/error.ts';
import type { ModelName, ModelVersionId } from '../../core/identifiers.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { ModelVersionRow } from '../../registry/rows/models.ts';
import type { Tables } from '../../registry/tables.ts';

const WHOLE = /^(?:sha256:)?([0-9a-f]{64})$/i;
const PREFIX = /^(?:sha256:)?([0-9a-f]{8,63})$/i;

/**
 * The model version that `model@version` names: by its id, the first eight or more digits of it, or an
 * alias. A digest alone will do, and so will a name that has one version.
 *
 * @throws CredenceError `NOT_FOUND`; `NOT_PINNED` for a name with several versions; `DATA_AMBIGUOUS`
 */
export async function resolveModel(
  { models }: Pick<Tables, 'models'>,
  reference: string,
): Promise<ModelVersionRow> {
  const alone = WHOLE.exec(reference)?.[1];
  if (alone !== undefined) {
    const row = await models.findVersion(versionId(alone));
    if (row !== undefined) return row;
    throw notThere(reference);
  }
  const at = reference.indexOf('@');
  const name = (at < 0 ? reference : reference.slice(0, at)) as ModelName;
  const versions = await models.versions(name);
  const found = at < 0 ? versions : await chosen({ models }, versions, reference.slice(at + 1));
  const [row, another] = found;
  if (row === undefined) throw notThere(reference);
  if (another === undefined) return row;
  const newest = `${row.model}@${row.id.slice(7, 19)}`;
  throw at < 0
    ? new CredenceError('NOT_PINNED', `${row.model} has ${versions.length} versions.`, {
        hint: `Name one; the newest is ${newest}.`,
      })
    : new CredenceError('DATA_AMBIGUOUS', `Several versions begin as ${visibleText(reference)}.`, {
        hint: 'Give more digits.',
      });
}

async function chosen(
  { models }: Pick<Tables, 'models'>,
  versions: readonly ModelVersionRow[],
  wanted: string,
): Promise<readonly ModelVersionRow[]> {
  const [first] = versions;
  if (first === undefined) return [];
  const alias = (await models.aliases(first.model)).find(({ name }) => name === wanted);
  if (alias !== undefined) return versions.filter(({ id }) => id === alias.version);
  const digits = (WHOLE.exec(wanted) ?? PREFIX.exec(wanted))?.[1];
  return digits === undefined ? [] : versions.filter(({ id }) => id.startsWith(versionId(digits)));
}

function versionId(digits: string): ModelVersionId {
  return `sha256:${digits.toLowerCase()}` as ModelVersionId;
}

function notThere(reference: string): CredenceError {
  return new CredenceError('NOT_FOUND', `There is no model version ${visibleText(reference)}.`, {
    hint: 'credence run list shows which runs made which. An id may be shortened to eight digits.',
  });
}
