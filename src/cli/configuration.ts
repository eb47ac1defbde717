import { readFile } from 'node:fs/promises';
import { dirname, matchesGlob, relative, resolve } from 'node:path';
import { CredenceError } from '../core/error.ts';
import { readPolicy } from '../policy/read-policy.ts';
import type { RequestedRoles } from '../records/roles.ts';

const DEFAULT_FILE = 'credence.yaml';

/**
 * The roles that `credence.yaml` holds for a path: those of the first entry whose pattern matches.
 * Without a named file, one in the working folder is used where it exists.
 *
 * @throws CredenceError `CONFIG_INVALID` or `FILE_NOT_FOUND`.
 */
export async function configuredRoles(
  path: string,
  file: string | undefined,
): Promise<RequestedRoles> {
  const text = await readConfiguration(file);
  if (text === null) return {};
  const name = file ?? DEFAULT_FILE;
  const { datasets } = readPolicy(text, name).settings;
  // As it is written, and as it lies below the configuration: `./a.csv` and its full path are `a.csv`.
  const below = relative(dirname(resolve(name)), resolve(path));
  const entry = datasets.find(({ files }) => matchesGlob(path, files) || matchesGlob(below, files));
  return entry?.roles ?? {};
}

/**
 * The cap on the influence of one contributor that `credence.yaml` sets, where it sets one.
 *
 * @throws CredenceError `CONFIG_INVALID` or `FILE_NOT_FOUND`.
 */
export async function configuredContributorCap(
  file: string | undefined,
): Promise<number | undefined> {
  const text = await readConfiguration(file);
  if (text === null) return undefined;
  return readPolicy(text, file ?? DEFAULT_FILE).settings.contributors.maxInfluence;
}

async function readConfiguration(file: string | undefined): Promise<string | null> {
  try {
    return await readFile(file ?? DEFAULT_FILE, 'utf8');
  } catch (cause) {
    if (file === undefined && (cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new CredenceError(
      'FILE_NOT_FOUND',
      `The configuration ${file ?? DEFAULT_FILE} could not be read.`,
      { cause },
    );
  }
}
