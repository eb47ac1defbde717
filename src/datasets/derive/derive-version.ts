import { stat } from 'node:fs/promises';
import type { Digest } from '../../core/digest.ts';
import { CredenceError } from '../../core/error.ts';
import type { DatasetName } from '../../core/identifiers.ts';
import { asName } from '../../core/name.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { Setting } from '../../statements/scalars.ts';
import type { ManifestFile } from '../../vault/dataset-manifest.ts';
import type { ActingIdentity } from '../../workspace/identities/acting-identity.ts';
import { readRecords } from '../../workspace/versions/read-records.ts';
import { type KnownVersion, resolveVersion } from '../../workspace/versions/resolve-version.ts';
import { freeTag } from '../../workspace/versions/tag-name.ts';
import type { Committed, Workspace } from '../../workspace/workspace.ts';
import { needScope } from '../need-scope.ts';
import type { Derived } from './derived.ts';
import { filesToKeep } from './files-to-keep.ts';
import { inheritedTrust } from './inherited-trust.ts';
import { recordDerivation } from './record-derivation.ts';

export interface DeriveRequest {
  /** The dataset that it becomes a version of. */
  readonly dataset: string;
  /** Versions that it was made from, `dataset@version` each. */
  readonly from: readonly string[];
  /** A file or folder: what the step has written. */
  readonly files: string;
  readonly transform: {
    readonly name: string;
    /** The code that ran: a file, which is kept, or its digest. */
    readonly code: string;
    readonly parameters: Readonly<Record<string, Setting>>;
  };
  readonly message: string;
  /** A name for the version, beside its id. */
  readonly tag?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Keeps what a step of processing made as a version with parents, with trust inherited from them. It waits
 * in quarantine for its admission, as everything does.
 *
 * @throws CredenceError `NOT_FOUND`, `NOT_PINNED`, `DATA_AMBIGUOUS`; `USAGE`; `NOT_ALLOWED` for a parent
 * that was withdrawn; what reading and storing files throw
 */
export async function deriveVersion(
  workspace: Workspace,
  request: DeriveRequest,
  acting: ActingIdentity,
): Promise<Committed<Derived>> {
  const dataset = asName<DatasetName>(request.dataset);
  needScope(acting, dataset);
  const tag = await freeTag(workspace.read, dataset, request.tag);
  const started = workspace.clock.now();
  const { vault, paths, policy } = workspace;
  const parents = await parentsOf(workspace, request.from);
  const found = await filesToKeep(request.files);
  const stored = await vault.putAll(found.map(({ at }) => ({ path: at })));
  const files = found.map(({ path }, index): ManifestFile => {
    const object = stored[index];
    if (object === undefined) throw new CredenceError('INTERNAL', 'The vault lost a file.');
    return { path, sha256: object.digest, size: object.size };
  });
  const known = await readRecords(
    found.map((file, index) => ({ ...file, sha256: files[index]?.sha256 })),
    { vault, scratch: paths.scratch, signal: request.signal },
  );
  const trust = await inheritedTrust(parents, known.records, {
    tiers: policy.settings.tiers,
    vault,
  });
  const code = await codeDigest(workspace, request.transform.code);
  const { name, parameters } = request.transform;
  return await workspace.commit((unit) =>
    recordDerivation(
      unit,
      {
        dataset,
        parents,
        files,
        known,
        trust,
        transformation: { name, code, parameters },
        message: request.message,
        tag,
        started,
      },
      acting,
    ),
  );
}

async function parentsOf(
  { read, vault }: Workspace,
  references: readonly string[],
): Promise<readonly KnownVersion[]> {
  const parents = new Map<string, KnownVersion>();
  for (const reference of references) {
    const parent = await resolveVersion({ tables: read, vault }, reference);
    if (parent.row.state === 'withdrawn')
      throw new CredenceError('NOT_ALLOWED', `${visibleText(reference)} was withdrawn.`, {
        hint: 'Make the data anew from versions that may be used.',
      });
    parents.set(parent.row.id, parent);
  }
  if (parents.size > 0) return [...parents.values()];
  throw new CredenceError('USAGE', 'Derived data have at least one parent.', {
    hint: 'Name it with --from DATASET@VERSION; data from outside come in with credence intake.',
  });
}

/** A file of code is kept, so that whoever looks into the step later finds what ran. */
async function codeDigest({ vault }: Workspace, code: string): Promise<Digest> {
  if (/^sha256:[0-9a-f]{64}$/.test(code)) return code as Digest;
  const status = await stat(code).catch(() => null);
  if (status?.isFile() === true) return (await vault.put({ path: code })).digest;
  throw new CredenceError('USAGE', `${visibleText(code)} is neither a digest nor a file.`, {
    hint: 'Give the code that ran: its file, or sha256: and 64 digits.',
  });
}
