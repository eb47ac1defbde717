import { CredenceError } from '../../core/error.ts';
import type { DatasetName, DatasetVersionId, TagName } from '../../core/identifiers.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { VersionRow } from '../../registry/rows/versions.ts';
import type { Tables } from '../../registry/tables.ts';
import { type DatasetManifest, decodeManifest } from '../../vault/dataset-manifest.ts';
import type { ObjectStore } from '../../vault/object-store.ts';

/** A version as it is known, and what it consists of. */
export interface KnownVersion {
  readonly row: VersionRow;
  readonly manifest: DatasetManifest;
}

/** The most bytes of a manifest that is read. */
export const LARGEST_MANIFEST: number = 256 * 1024 * 1024;

/**
 * The version that `dataset@version` names: by its id, the first eight or more digits of it, or a tag.
 *
 * @throws CredenceError `NOT_FOUND`; `NOT_PINNED` without a version; `DATA_AMBIGUOUS`; `INTEGRITY_FAILED`
 */
export async function resolveVersion(
  { tables, vault }: { readonly tables: Tables; readonly vault: ObjectStore },
  reference: string,
): Promise<KnownVersion> {
  const row = await findVersionRow(tables, reference);
  const bytes = await vault.bytes(row.id, LARGEST_MANIFEST);
  return { row, manifest: decodeManifest(bytes, row.id) };
}

/**
 * The row of the version that `dataset@version` names; its manifest is not read. Errors as for
 * `resolveVersion`.
 */
export async function findVersionRow(tables: Tables, reference: string): Promise<VersionRow> {
  const [, name, wanted] = /^([^@]+)(?:@(.+))?$/.exec(reference) ?? [];
  const dataset = (name ?? '') as DatasetName;
  if ((await tables.datasets.find(dataset)) === undefined)
    throw new CredenceError('NOT_FOUND', `There is no dataset ${visibleText(name ?? reference)}.`, {
      hint: 'See which there are with credence dataset list.',
    });
  if (wanted === undefined) throw await unnamed(tables, dataset);
  const tag = await tables.tags.find(dataset, wanted as TagName);
  const id = tag?.version ?? wholeId(wanted);
  if (id !== null) {
    const row = await tables.versions.find(id);
    if (row !== undefined && row.dataset === dataset) return row;
    throw notThere(dataset, wanted);
  }
  const digits = wanted.toLowerCase().replace(/^sha256:/, '');
  if (!/^[0-9a-f]{8,63}$/.test(digits)) throw notThere(dataset, wanted);
  const [row, another] = await tables.versions.startingWith(dataset, digits);
  if (row === undefined) throw notThere(dataset, wanted);
  if (another === undefined) return row;
  throw new CredenceError(
    'DATA_AMBIGUOUS',
    `Several versions of ${dataset} begin with ${digits}.`,
    {
      hint: 'Give more digits.',
    },
  );
}

function wholeId(text: string): DatasetVersionId | null {
  const digits = text.toLowerCase().replace(/^sha256:/, '');
  return /^[0-9a-f]{64}$/.test(digits) ? (`sha256:${digits}` as DatasetVersionId) : null;
}

async function unnamed(tables: Tables, dataset: DatasetName): Promise<CredenceError> {
  const [newest] = await tables.versions.ofDataset(dataset);
  const example = newest === undefined ? 'VERSION' : newest.id.slice(7, 19);
  return new CredenceError('NOT_PINNED', `${dataset} alone names no version.`, {
    hint: `Name one; the newest is ${dataset}@${example}.`,
  });
}

function notThere(dataset: DatasetName, wanted: string): CredenceError {
  return new CredenceError(
    'NOT_FOUND',
    `${dataset} has no version or tag ${visibleText(wanted)}.`,
    {
      hint: `See them with credence dataset log ${dataset}. An id may be shortened to eight digits.`,
    },
  );
}
