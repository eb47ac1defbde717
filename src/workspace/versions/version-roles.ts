import { matchesGlob } from 'node:path';
import type { Policy } from '../../policy/policy.ts';
import type { RequestedRoles } from '../../records/roles.ts';
import type { KnownVersion } from './resolve-version.ts';

/** The roles that the policy file names for the files of a version's dataset. */
export function versionRoles(
  { row, manifest }: KnownVersion,
  { settings }: Policy,
): RequestedRoles {
  const named = settings.datasets.find(({ files }) =>
    manifest.files.some(
      ({ path }) => matchesGlob(path, files) || matchesGlob(`${row.dataset}/${path}`, files),
    ),
  );
  return named?.roles ?? {};
}
