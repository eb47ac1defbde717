import type { Digest } from '../core/digest.ts';
import { CredenceError } from '../core/error.ts';
import { objectPath } from './object-path.ts';
import type { PutOptions, VaultProblem, VaultReport } from './object-store.ts';
import type { ReadMeans } from './read-object.ts';
import type { Checked, ObjectPlace, PackInput } from './threads/vault-task.ts';
import { listVault } from './vault-listing.ts';
import { vaultProblem } from './vault-problem.ts';

/** Runs a check on a thread, or here. */
export type RunCheck = (
  job:
    | { readonly name: 'check'; readonly input: { readonly places: readonly ObjectPlace[] } }
    | { readonly name: 'checkPack'; readonly input: PackInput },
) => Promise<Checked>;

/** What to look at. */
interface Plan {
  readonly places: readonly ObjectPlace[];
  readonly packs: readonly PackInput[];
  readonly missing: readonly VaultProblem[];
  readonly strays: readonly string[];
}

const JOB_OBJECTS = 16;

/** Reads and hashes all objects, or those that are named, wherever they are. */
export async function verifyVault(
  digests: Iterable<Digest> | undefined,
  { means, check, signal }: PutOptions & { readonly means: ReadMeans; readonly check: RunCheck },
): Promise<VaultReport> {
  const plan = digests === undefined ? planAll(means) : planSome(digests, means);
  const jobs: Parameters<RunCheck>[0][] = plan.packs.map((input) => ({ name: 'checkPack', input }));
  for (let at = 0; at < plan.places.length; at += JOB_OBJECTS) {
    const places = plan.places.slice(at, at + JOB_OBJECTS);
    jobs.push({ name: 'check', input: { places } });
  }
  const checked = await Promise.all(
    jobs.map((job) => {
      if (signal?.aborted !== true) return check(job);
      throw new CredenceError('CANCELLED', 'The verification was cancelled.');
    }),
  );
  return {
    objects: checked.reduce((sum, { objects }) => sum + objects, 0),
    bytes: checked.reduce((sum, { bytes }) => sum + bytes, 0),
    problems: [...plan.missing, ...checked.flatMap(({ problems }) => problems)],
    strays: plan.strays,
  };
}

function planAll({ root, files }: ReadMeans): Plan {
  const { objects, packs, strays } = listVault(root, files);
  return {
    places: objects,
    packs: packs.map((path) => ({ path, only: null })),
    missing: [],
    strays,
  };
}

function planSome(digests: Iterable<Digest>, { root, files, packs }: ReadMeans): Plan {
  const places: ObjectPlace[] = [];
  const missing: VaultProblem[] = [];
  const packed = new Map<string, Digest[]>();
  packs.refresh();
  for (const digest of new Set(digests)) {
    const path = objectPath(root, digest);
    const found = packs.find(digest);
    if (files.status(path) !== null) {
      places.push({ digest, path });
    } else if (found.length === 0) {
      missing.push(vaultProblem('missing', { digest, path }));
    } else {
      for (const { pack } of found)
        packed.set(pack.path, [...(packed.get(pack.path) ?? []), digest]);
    }
  }
  const inputs = Array.from(packed, ([path, only]) => ({ path, only }));
  return { places, packs: inputs, missing, strays: [] };
}
