import type { Verdict } from '../../findings/verdict.ts';
import type { VersionRow } from '../../registry/rows/versions.ts';
import { type DatasetManifest, decodeManifest } from '../../vault/dataset-manifest.ts';
import { findVersionRow, LARGEST_MANIFEST } from '../../workspace/versions/resolve-version.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { checkCommitment } from './check-commitment.ts';
import { type CheckedEntry, checkEntry } from './check-entry.ts';
import { checkFiles } from './check-files.ts';
import { checkRow } from './check-row.ts';
import { checkRows } from './check-rows.ts';
import { type CheckedStatement, checkStatement } from './check-statement.ts';
import { checkTag } from './check-tag.ts';
import { contentRemoved } from './removed-content.ts';
import { problemsOf, type VersionProblem } from './version-problem.ts';

export interface VerifyOptions {
  /** Compute the digests of all records from the files; else only where a file was altered. */
  readonly rows: boolean;
}

/** What was checked of a version, and what was found. */
export interface VersionCheck {
  readonly version: VersionRow;
  /** `inconclusive` where the ledger's checkpoint does not cover the version yet. */
  readonly verdict: Verdict;
  readonly files: number;
  readonly bytes: number;
  readonly records: number | null;
  /** Whether all records were read anew. */
  readonly rowsRead: boolean;
  readonly signers: CheckedStatement['signers'];
  readonly entry: Pick<CheckedEntry, 'position' | 'size'>;
  readonly problems: readonly VersionProblem[];
}

/**
 * Holds a version against everything that vouches for it: every byte against the manifest, the manifest
 * against the id, the record digests against their root, the registry against the manifest, the signature
 * of its statement, and the receipt of its entry in the ledger.
 *
 * @throws CredenceError `NOT_FOUND`, `NOT_PINNED`, `DATA_AMBIGUOUS` for the reference; what is wrong with
 * the version is returned
 */
export async function verifyVersion(
  workspace: Workspace,
  reference: string,
  { rows }: VerifyOptions,
): Promise<VersionCheck> {
  const version = await findVersionRow(workspace.read, reference);
  const vouched = await checkVouchers(workspace, version);
  const content = await checkContent(workspace, { version, rows });
  const tag = await problemsOf('registry', () => checkTag(workspace, reference, version.id));
  const removal = content.problems.length === 0 ? [] : await removalOf(workspace, version);
  const problems = [...removal, ...content.problems, ...vouched.problems, ...tag];
  const sound = vouched.entry.size === null ? 'inconclusive' : 'pass';
  return {
    version,
    verdict: problems.length > 0 ? 'fail' : sound,
    files: content.manifest?.files.length ?? 0,
    bytes: content.bytes,
    records: content.manifest?.records?.count ?? null,
    rowsRead: rows && content.manifest?.records != null,
    signers: vouched.signers,
    entry: { position: vouched.entry.position, size: vouched.entry.size },
    problems,
  };
}

/** Content that an owner had removed is gone for a reason. */
async function removalOf(
  workspace: Workspace,
  { id }: VersionRow,
): Promise<readonly VersionProblem[]> {
  const removed = await contentRemoved(workspace, id);
  if (removed === null) return [];
  return [
    {
      what: 'ledger',
      message: `Its content was removed under the policy's retention on ${removed.slice(0, 10)}.`,
    },
  ];
}

async function checkVouchers(
  workspace: Workspace,
  version: VersionRow,
): Promise<{
  readonly signers: CheckedStatement['signers'];
  readonly entry: CheckedEntry;
  readonly problems: readonly VersionProblem[];
}> {
  let signers: CheckedStatement['signers'] = [];
  let entry: CheckedEntry = { position: null, size: null, problems: [] };
  const problems = [
    ...(await problemsOf('statement', async () => {
      const checked = await checkStatement(workspace, version);
      signers = checked.signers;
      return checked.problems;
    })),
    ...(await problemsOf('ledger', async () => {
      entry = await checkEntry(workspace, version);
      return entry.problems;
    })),
  ];
  return { signers, entry, problems };
}

async function checkContent(
  workspace: Workspace,
  { version, rows }: VerifyOptions & { readonly version: VersionRow },
): Promise<{
  readonly manifest: DatasetManifest | null;
  readonly bytes: number;
  readonly problems: readonly VersionProblem[];
}> {
  const { vault } = workspace;
  let manifest: DatasetManifest | null = null;
  let bytes = 0;
  const problems: VersionProblem[] = [];
  const run = async (
    what: VersionProblem['what'],
    check: (known: DatasetManifest) => Promise<readonly VersionProblem[]>,
  ): Promise<void> => {
    const known = manifest;
    if (known !== null) problems.push(...(await problemsOf(what, () => check(known))));
  };
  problems.push(
    ...(await problemsOf('manifest', async () => {
      manifest = decodeManifest(await vault.bytes(version.id, LARGEST_MANIFEST), version.id);
      return checkRow(version, manifest);
    })),
  );
  await run('file', async (known) => {
    const checked = await checkFiles(known, vault);
    bytes = checked.bytes;
    return checked.problems;
  });
  const listsAreWhole = problems.every(({ what }) => what !== 'list');
  if (listsAreWhole) {
    await run('records', async ({ records }) =>
      records === null ? [] : await checkCommitment(records, vault.read(records.digests)),
    );
    const altered = problems.some(({ what }) => what === 'file');
    if (rows || altered) await run('records', (known) => checkRows(workspace, known));
  }
  return { manifest, bytes, problems };
}
