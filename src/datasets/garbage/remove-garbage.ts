import type { Digest } from '../../core/digest.ts';
import type { VersionRow } from '../../registry/rows/versions.ts';
import { decodeManifest } from '../../vault/dataset-manifest.ts';
import { collectGarbage } from '../../workspace/collect-garbage.ts';
import type { ActingIdentity } from '../../workspace/identities/acting-identity.ts';
import { needOwner } from '../../workspace/identities/need-owner.ts';
import { LARGEST_MANIFEST } from '../../workspace/versions/resolve-version.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { CONTENT_REMOVED } from '../verify/removed-content.ts';
import { namedDigests } from './named-digests.ts';
import { versionsPastRetention } from './past-retention.ts';
import { contentObjects } from './version-objects.ts';

export interface GarbageRequest {
  /** Say what would be removed, and remove nothing. */
  readonly dryRun: boolean;
  /** Also remove the content of versions that are past the policy's retention. */
  readonly expired: boolean;
  /** Milliseconds for which an object stays that nobody refers to yet; a day unless told. */
  readonly graceMs?: number | undefined;
}

export interface RemovedGarbage {
  /** Objects that were removed; of a dry run, that nobody refers to. */
  readonly objects: readonly Digest[];
  readonly bytes: number;
  /** Versions whose content is past retention; their manifests and statements stay. */
  readonly expired: readonly VersionRow[];
}

/** Subjects of one entry of the ledger, whose size is limited. */
const SUBJECTS = 500;

/**
 * Removes objects that nothing refers to: no version, tag, run, verdict, nor any other statement in the
 * ledger. What interrupted commands left goes after a day.
 *
 * @throws CredenceError `NOT_ALLOWED` for removing expired content without being an owner;
 * `INTEGRITY_FAILED` where a manifest or statement cannot be read: then nothing is removed; `LOCKED`
 */
export async function removeGarbage(
  workspace: Workspace,
  { dryRun, expired: removeExpired, graceMs }: GarbageRequest,
  acting: () => Promise<ActingIdentity>,
): Promise<RemovedGarbage> {
  const past = removeExpired ? await versionsPastRetention(workspace) : [];
  const live = await liveObjects(workspace, new Set(past.map(({ id }) => id)));
  const expired = await stillHeld(workspace, past, live);
  if (dryRun) return { ...(await unreferenced(workspace, live)), expired };
  if (expired.length > 0) await logRemoval(workspace, expired, await acting());
  const { removed, bytes } = await collectGarbage(workspace, live, { graceMs });
  return { objects: removed, bytes, expired };
}

async function liveObjects(
  workspace: Workspace,
  expired: ReadonlySet<Digest>,
): Promise<ReadonlySet<Digest>> {
  const { read, vault } = workspace;
  const live = await namedDigests(workspace);
  const dropped = new Set<Digest>();
  const needed: Digest[] = [];
  for (const { id } of await read.versions.list()) {
    const manifest = decodeManifest(await vault.bytes(id, LARGEST_MANIFEST), id);
    live.add(id);
    for (const object of contentObjects(manifest)) {
      if (expired.has(id)) dropped.add(object);
      else needed.push(object);
    }
  }
  for (const object of dropped) live.delete(object);
  for (const object of needed) live.add(object);
  return live;
}

/** Of these versions, those whose content is still there and would go now. */
async function stillHeld(
  { vault }: Workspace,
  past: readonly VersionRow[],
  live: ReadonlySet<Digest>,
): Promise<readonly VersionRow[]> {
  const held: VersionRow[] = [];
  for (const version of past) {
    const manifest = decodeManifest(await vault.bytes(version.id, LARGEST_MANIFEST), version.id);
    const dead = [...contentObjects(manifest)].filter((object) => !live.has(object));
    const sizes = await Promise.all(dead.map((object) => vault.size(object)));
    if (sizes.some((size) => size !== null)) held.push(version);
  }
  return held;
}

async function unreferenced(
  { vault }: Workspace,
  live: ReadonlySet<Digest>,
): Promise<{ readonly objects: readonly Digest[]; readonly bytes: number }> {
  const objects = new Set<Digest>();
  let bytes = 0;
  for await (const digest of vault.list()) {
    if (live.has(digest) || objects.has(digest)) continue;
    objects.add(digest);
    bytes += (await vault.size(digest)) ?? 0;
  }
  return { objects: [...objects], bytes };
}

/** The ledger tells first: who finds the content gone finds out why. */
async function logRemoval(
  workspace: Workspace,
  expired: readonly VersionRow[],
  { identity }: ActingIdentity,
): Promise<void> {
  await workspace.commit(async (unit) => {
    await needOwner(unit.registry, identity.keyId, unit.now);
    for (let at = 0; at < expired.length; at += SUBJECTS)
      await unit.log({
        type: CONTENT_REMOVED,
        subjects: expired.slice(at, at + SUBJECTS).map(({ id }) => id),
        statement: null,
        actor: identity.keyId,
      });
  });
}
