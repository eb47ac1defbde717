import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { Integrity, TrainInputFacts } from '../../policy/facts.ts';
import type { VerdictRow } from '../../registry/rows/verdicts.ts';
import {
  DATASET_ROLES,
  type DatasetFacts,
  type DatasetRole,
} from '../../statements/facts/dataset-facts.ts';
import { datasetFacts } from '../../workspace/versions/dataset-facts.ts';
import { isTagLogged, tagNamed } from '../../workspace/versions/is-tag-logged.ts';
import { type KnownVersion, resolveVersion } from '../../workspace/versions/resolve-version.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { admissionFacts } from '../admission/admission-facts.ts';
import { screeningOf } from '../admission/screening-facts.ts';
import { doubtOnGrounds } from './doubt-on-grounds.ts';
import { provenAdmission } from './proven-admission.ts';
import type { DataFolders } from './read-data-folders.ts';

/** A version that a run asks for. */
export interface WantedInput {
  /** As it was named. */
  readonly reference: string;
  readonly version: KnownVersion;
  readonly role: DatasetRole;
}

/** What a gate and a bill want to know of it. */
export interface GatheredInput extends WantedInput {
  readonly facts: TrainInputFacts;
  readonly dataset: DatasetFacts;
  readonly admission: VerdictRow | null;
  /** What a person should know although a rule only says that something is wrong. */
  readonly notes: readonly string[];
}

/**
 * The versions that a run names, each with its role.
 *
 * @throws CredenceError `USAGE` for none, an unknown role or one named twice; as `resolveVersion`
 */
export async function wantedInputs(
  { read, vault }: Workspace,
  references: readonly string[],
): Promise<readonly WantedInput[]> {
  if (references.length === 0)
    throw new CredenceError('USAGE', 'The run names no data.', {
      hint: 'Name each version that it reads, as tickets@0123456789ab or tickets@TAG:evaluation.',
    });
  const wanted: WantedInput[] = [];
  for (const reference of references) {
    const { version, role } = split(reference);
    const known = await resolveVersion({ tables: read, vault }, version);
    if (wanted.some((one) => one.version.row.id === known.row.id))
      throw new CredenceError('USAGE', `${visibleText(version)} is named twice.`, {
        hint: 'Name a version once, with the role that matters most.',
      });
    wanted.push({ reference: version, version: known, role });
  }
  return wanted;
}

/** The role stands behind the last colon; a digest has a colon as well. */
function split(reference: string): { readonly version: string; readonly role: DatasetRole } {
  const [, version, word] = /^(.+):([a-z-]+)$/.exec(reference) ?? [];
  const role = DATASET_ROLES.find((known) => known === word);
  if (version !== undefined && role !== undefined) return { version, role };
  if (version !== undefined && !version.endsWith('@sha256'))
    throw new CredenceError('USAGE', `${visibleText(word ?? '')} is no role of a dataset.`, {
      hint: `Roles are ${DATASET_ROLES.join(', ')}.`,
    });
  return { version: reference, role: 'training' };
}

/**
 * Gathers what the policy asks of an input; every byte is read now.
 *
 * @param folders where the run will read it, if not from the vault
 */
export async function gatherInput(
  workspace: Workspace,
  { reference, version, role }: WantedInput,
  { impact, folders }: { readonly impact: string; readonly folders: DataFolders | null },
): Promise<GatheredInput> {
  const { policy } = workspace;
  const { row, manifest } = version;
  const scan = await scanOf(workspace, version);
  const { facts: dataset, missing } = await datasetFacts(workspace, version, { role, scan });
  const { facts: grounds } = await admissionFacts(workspace, version, impact);
  const admission = await provenAdmission(workspace, row.id, impact);
  const doubt =
    (await doubtOnTag(workspace, reference, version)) ??
    admission.doubt ??
    (admission.verdict?.verdict === 'pass'
      ? doubtOnGrounds(grounds, admission.verdict, policy)
      : null);
  const altered = await whatIsWrong(workspace, version, { integrity: grounds.integrity, folders });
  const name = `${row.dataset}@${row.id.slice(7, 19)}`;
  return {
    reference,
    version,
    role,
    dataset,
    admission: admission.verdict,
    facts: {
      dataset: row.dataset,
      version: row.id.slice(7, 19),
      owner: dataset.owner === '' ? null : dataset.owner,
      tier: manifest.tier,
      taintedShare: manifest.taintedShare,
      state: row.state,
      admission: admission.facts === null ? null : { ...admission.facts, proven: doubt === null },
      integrity: altered.length === 0 ? 'verified' : 'mismatch',
      missing,
    },
    notes: [...altered, ...(doubt === null ? [] : [doubt])].map((note) => `${name}: ${note}`),
  };
}

async function scanOf(workspace: Workspace, { row }: KnownVersion): Promise<DatasetFacts['scan']> {
  const screening = await screeningOf(workspace, row.id);
  const verdict = await workspace.read.verdicts.find(screening?.statement ?? row.id);
  if (screening === null || verdict === undefined) return undefined;
  const { report, facts } = screening;
  return { verdict: facts.verdict, report, policy: verdict.policy, finished: facts.finished };
}

/** A tag may move; one that was moved past the ledger would slip in another version than people mean. */
async function doubtOnTag(
  workspace: Workspace,
  reference: string,
  { row }: KnownVersion,
): Promise<string | null> {
  const named = await tagNamed(workspace, reference);
  if (named === null || (await isTagLogged(workspace, named, row.id))) return null;
  return `The ledger does not say that the tag ${named.tag} names this version; name it by its id.`;
}

/** Files keep rows that their table has deleted; a program that reads the files alone sees them. */
/**
 * Rows that a table has deleted and its files still hold: no scan has looked at them, and a run that
 * reads the files would.
 */
export function deletedRows({ row, manifest }: KnownVersion): readonly string[] {
  return manifest.files.flatMap(({ path, deletedRows: hidden }) =>
    hidden === undefined
      ? []
      : [`${hidden.count} deleted rows of ${row.dataset}/${visibleText(path)}`],
  );
}

/** Sentences about bytes that are not those of the version; none where all are. */
async function whatIsWrong(
  { vault }: Workspace,
  { row, manifest }: KnownVersion,
  { integrity, folders }: { readonly integrity: Integrity; readonly folders: DataFolders | null },
): Promise<readonly string[]> {
  const found: string[] = [];
  if (integrity !== 'verified') {
    const { problems } = await vault.verify(manifest.files.map(({ sha256 }) => sha256));
    found.push(
      'Its files in the vault are not as they were.',
      ...problems.map(({ message }) => message),
    );
  }
  if (folders !== null && !folders.whole.has(row.id))
    found.push('Its files are not all in the folders that the run will read, as they should be.');
  return found;
}
