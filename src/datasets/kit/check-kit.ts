import { createReadStream, existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf } from '../../core/digest.ts';
import { CredenceError } from '../../core/error.ts';
import type { DatasetVersionId } from '../../core/identifiers.ts';
import type { KeyId } from '../../core/signing/key-id.ts';
import type { NoteKey } from '../../core/signing/note-key.ts';
import { PublicKey } from '../../core/signing/public-key.ts';
import type { Verdict } from '../../findings/verdict.ts';
import { isAbout, type Statement } from '../../statements/in-toto/statement.ts';
import { VERIFICATION_SUMMARY } from '../../statements/predicates/verification-summary.ts';
import { type DatasetManifest, decodeManifest } from '../../vault/dataset-manifest.ts';
import { IDENTITY } from '../../workspace/identities/identity-predicate.ts';
import { decodeHiddenRows } from '../../workspace/versions/hidden-rows.ts';
import { holdsRecords, type RecordFile } from '../../workspace/versions/record-files.ts';
import { LARGEST_MANIFEST } from '../../workspace/versions/resolve-version.ts';
import { checkCommitment } from '../verify/check-commitment.ts';
import { ORIGIN_TYPES } from '../verify/check-statement.ts';
import { findChangedRow } from '../verify/find-changed-row.ts';
import { problemsOf, type VersionProblem } from '../verify/version-problem.ts';
import { checkDigestList, checkKitFiles } from './kit-files.ts';
import { KIT_FOLDER, kitName, kitPaths } from './kit-layout.ts';
import { bytesOf, kitStatements, type VouchedStatement } from './kit-statements.ts';
import { assertPlainFile } from './plain-file.ts';

export interface KitRequest {
  /** The folder with the data and the kit. */
  readonly folder: string;
  /** The ledger's key, from elsewhere than the kit. */
  readonly verifier: NoteKey;
  /** Read all records too; else only where a file was altered. */
  readonly rows: boolean;
}

/** What a kit proves, or why it does not. */
export interface KitCheck {
  readonly version: DatasetVersionId;
  readonly manifest: DatasetManifest;
  readonly verdict: Verdict;
  readonly bytes: number;
  readonly ledger: { readonly origin: string; readonly size: number };
  readonly statements: readonly KitStatement[];
  /** What the admission gate said last, as of the checkpoint; null where it said nothing. */
  readonly admission: { readonly verdict: Verdict; readonly expires: string | null } | null;
  readonly problems: readonly VersionProblem[];
}

/** A statement as it is shown: who said what when. */
export interface KitStatement {
  readonly type: string;
  readonly aboutVersion: boolean;
  readonly key: KeyId;
  /** The name that the ledger knows for the key. */
  readonly name: string | null;
  readonly time: string;
  readonly position: number;
}

/**
 * Checks an exported version offline, with nothing but the ledger's verifier key: no workspace, no
 * network, no other key.
 *
 * @throws CredenceError where the kit itself is not whole, or not of this ledger: `FILE_NOT_FOUND`,
 * `INTEGRITY_FAILED`, `SIGNATURE_INVALID`, `DATA_MALFORMED`; what is wrong with the data is returned
 */
export async function checkKit({ folder, verifier, rows }: KitRequest): Promise<KitCheck> {
  const kit = join(folder, KIT_FOLDER);
  const paths = kitPaths(kit);
  const bytes = await bytesOf(paths.manifest, LARGEST_MANIFEST);
  const version = digestOf(bytes) as DatasetVersionId;
  const manifest = decodeManifest(bytes);
  const vouched = (await kitStatements(kit, verifier)).toSorted(
    (one, other) => one.position - other.position,
  );
  assertOrigin(vouched, version);
  const files = await checkKitFiles(folder, manifest);
  const problems = [
    ...files.problems,
    ...(await checkRecords({ folder, kit, manifest }, rows || files.problems.length > 0)),
  ];
  const names = namesOf(vouched);
  return {
    version,
    manifest,
    verdict: problems.length === 0 ? 'pass' : 'fail',
    bytes: files.bytes,
    ledger: { origin: verifier.name, size: Math.max(...vouched.map(({ size }) => size)) },
    statements: vouched.map(({ statement, signer, leaf, position }) => ({
      type: statement.predicateType,
      aboutVersion: isAbout(statement, version),
      key: signer.id,
      name: names.get(signer.id) ?? null,
      time: leaf.time,
      position,
    })),
    admission: admissionOf(vouched, version),
    problems,
  };
}

/** Without a statement of where it comes from, a manifest is a claim that anybody can make. */
function assertOrigin(vouched: readonly VouchedStatement[], version: DatasetVersionId): void {
  const says = vouched.some(
    ({ statement, leaf }) =>
      ORIGIN_TYPES.includes(statement.predicateType) &&
      isAbout(statement, version) &&
      leaf.subjects.includes(version),
  );
  if (says) return;
  throw new CredenceError(
    'INTEGRITY_FAILED',
    `Nothing in the ledger vouches for this manifest, whose digest is ${version}.`,
    { hint: 'The manifest was altered, or belongs to another version. Do not use these data.' },
  );
}

async function checkRecords(
  { folder, kit, manifest }: { folder: string; kit: string; manifest: DatasetManifest },
  rows: boolean,
): Promise<readonly VersionProblem[]> {
  const { records } = manifest;
  if (records === null) return [];
  const list = kitPaths(kit).recordDigests;
  if (!existsSync(list))
    return [{ what: 'list', message: 'The list of record digests is missing from the kit.' }];
  await assertPlainFile(list, Number.MAX_SAFE_INTEGER);
  const altered = await checkDigestList(list, manifest);
  if (altered.length > 0) return altered;
  const wrong = await problemsOf('records', () => checkCommitment(records, createReadStream(list)));
  if (wrong.length > 0 || !rows) return wrong;
  const scratch = await mkdtemp(join(tmpdir(), 'credence-kit-'));
  try {
    return await problemsOf('records', async () => {
      const files = await recordFiles(folder, kit, manifest);
      if (files === null) return [];
      return await findChangedRow({ files, committed: createReadStream(list), scratch });
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Null where a file is missing, which is a problem of its own. */
async function recordFiles(
  folder: string,
  kit: string,
  manifest: DatasetManifest,
): Promise<readonly RecordFile[] | null> {
  const files: RecordFile[] = [];
  for (const { path, deletedRows } of manifest.files.filter(holdsRecords)) {
    const at = join(folder, path);
    if (!existsSync(at)) return null;
    if (deletedRows === undefined) {
      files.push({ path, at });
      continue;
    }
    const { rows, count } = deletedRows;
    const bytes = await bytesOf(join(kitPaths(kit).deletedRows, `${kitName(rows)}.bin`));
    if (digestOf(bytes) !== rows)
      throw new CredenceError('INTEGRITY_FAILED', 'A list of deleted rows was altered.');
    files.push({ path, at, deletedRows: decodeHiddenRows(bytes, { path, count }) });
  }
  return files;
}

/** Names as the ledger knows them: whoever brought a key in has signed whose it is. */
function namesOf(vouched: readonly VouchedStatement[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { statement } of vouched) {
    const identity = predicateAs(IDENTITY, statement);
    if (identity?.publicKey != null)
      names.set(PublicKey.fromPem(identity.publicKey).id, identity.name);
  }
  return names;
}

function admissionOf(
  vouched: readonly VouchedStatement[],
  version: DatasetVersionId,
): KitCheck['admission'] {
  const verdicts = vouched
    .filter(({ statement }) => isAbout(statement, version))
    .flatMap(({ statement }) => {
      const gate = predicateAs(VERIFICATION_SUMMARY, statement)?.credence_gate;
      return gate?.gate === 'admission' ? [{ verdict: gate.verdict, expires: gate.expires }] : [];
    });
  return verdicts.at(-1) ?? null;
}

function predicateAs<P>(
  {
    uri,
    schema,
  }: {
    readonly uri: string;
    readonly schema: { safeParse(value: unknown): { data?: P | undefined } };
  },
  { predicateType, predicate }: Statement<unknown>,
): P | undefined {
  return predicateType === uri ? schema.safeParse(predicate).data : undefined;
}
