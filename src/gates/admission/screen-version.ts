import { rm } from 'node:fs/promises';
import { canonicalJson } from '../../core/canonical-json.ts';
import type { Digest } from '../../core/digest.ts';
import type { RequestedRoles } from '../../records/roles.ts';
import type { Decision } from '../../screening/decisions.ts';
import { scan } from '../../screening/scan.ts';
import type { ScanRequest } from '../../screening/scan-request.ts';
import { signStatement } from '../../statements/in-toto/signed-statement.ts';
import { poisonScanStatement } from '../../statements/predicates/poison-scan.ts';
import type { DatasetManifest } from '../../vault/dataset-manifest.ts';
import type { ObjectStore } from '../../vault/object-store.ts';
import type { ActingIdentity } from '../../workspace/identities/acting-identity.ts';
import { makeScratch } from '../../workspace/make-scratch.ts';
import { hiddenRowsOf } from '../../workspace/versions/hidden-rows.ts';
import { materialiseVersion } from '../../workspace/versions/materialise-version.ts';
import { holdsRecords } from '../../workspace/versions/record-files.ts';
import type { KnownVersion } from '../../workspace/versions/resolve-version.ts';
import { versionRoles } from '../../workspace/versions/version-roles.ts';
import type { Workspace } from '../../workspace/workspace.ts';

export interface ScreeningOptions {
  /** Roles of columns that the user names; those of the policy file otherwise. */
  readonly roles?: RequestedRoles | undefined;
  readonly decisions?: readonly Decision[] | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ScanRequest['progress'];
}

/**
 * Scans a version for poison, and keeps report, signed statement and verdict. The files are read from
 * the vault, so that what was scanned is what was hashed.
 *
 * @returns digest of the statement
 * @throws CredenceError what the scan and the vault throw
 */
export async function screenVersion(
  workspace: Workspace,
  version: KnownVersion,
  { acting, ...options }: ScreeningOptions & { readonly acting: ActingIdentity },
): Promise<Digest> {
  const { policy, vault, paths } = workspace;
  const folder = await makeScratch(paths.scratch, 'screening');
  try {
    const files = await materialiseVersion(version.manifest, { vault, folder });
    const deletedRows = await hiddenRows(version.manifest, { vault, files });
    const { report } = await scan({
      paths: recordFiles(version.manifest, files),
      deletedRows,
      roles: options.roles ?? versionRoles(version, policy),
      decisions: options.decisions,
      contributorCap: policy.settings.contributors.maxInfluence,
      failOn: policy.settings.screening.failOn,
      signal: options.signal,
      progress: options.progress,
    });
    const { value } = await workspace.commit(async (unit) => {
      const kept = await unit.put({ bytes: canonicalJson(report) });
      const statement = poisonScanStatement(report, {
        version: version.row.id,
        report: kept.digest,
        policy: policy.digest,
        program: null,
      });
      const signed = await unit.put({
        bytes: JSON.stringify(signStatement(statement, [acting.signer])),
      });
      await unit.registry.verdicts.add({
        statement: signed.digest,
        subject: version.row.id,
        gate: 'screening',
        verdict: report.verdict,
        policy: policy.digest,
        issued: unit.now,
        expires: null,
        details: { report: kept.digest },
      });
      await unit.log({
        type: 'dataset.screened',
        subjects: [version.row.id],
        statement: signed.digest,
        actor: acting.identity.keyId,
      });
      return signed.digest;
    });
    return value;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Pages about the data are no part of the table; where there is no table, the scan says why. */
function recordFiles({ files }: DatasetManifest, written: readonly string[]): readonly string[] {
  const data = written.filter((_, index) => {
    const file = files[index];
    return file !== undefined && holdsRecords(file);
  });
  return data.length === 0 ? written : data;
}

/** Rows that the tables of the sources have deleted are no records, and are not looked at. */
async function hiddenRows(
  manifest: DatasetManifest,
  { vault, files }: { readonly vault: ObjectStore; readonly files: readonly string[] },
): Promise<ReadonlyMap<string, Uint32Array>> {
  const hidden = new Map<string, Uint32Array>();
  for (const [index, file] of manifest.files.entries()) {
    const rows = await hiddenRowsOf(file, vault);
    const path = files[index];
    if (rows !== undefined && path !== undefined) hidden.set(path, rows);
  }
  return hidden;
}
