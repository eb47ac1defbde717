import { readFile } from 'node:fs/promises';
import { dirname, matchesGlob, relative, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { CredenceError } from '../core/error.ts';
import type { RequestedRoles } from '../records/roles.ts';

const columns = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? [value] : value));

const configuration = z.object({
  policy: z.strictObject({ 'contributor-cap': z.number().gt(0).lt(1).optional() }).default({}),
  datasets: z
    .array(
      z.strictObject({
        files: z.string(),
        roles: z.strictObject({
          text: columns.optional(),
          response: columns.optional(),
          chosen: columns.optional(),
          rejected: columns.optional(),
          conversation: columns.optional(),
          label: columns.optional(),
          id: columns.optional(),
          source: columns.optional(),
          contributor: columns.optional(),
          time: columns.optional(),
          split: columns.optional(),
          field: columns.optional(),
          ignored: columns.optional(),
        }),
      }),
    )
    .default([]),
});

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
  const data = await parsedConfiguration(file);
  if (data === null) return {};
  const name = file ?? DEFAULT_FILE;
  // As it is written, and as it lies below the configuration: `./a.csv` and its full path are `a.csv`.
  const below = relative(dirname(resolve(name)), resolve(path));
  const entry = data.datasets.find(
    ({ files }) => matchesGlob(path, files) || matchesGlob(below, files),
  );
  return Object.fromEntries(
    Object.entries(entry?.roles ?? {}).filter(([, value]) => value !== undefined),
  );
}

/**
 * The cap on the influence of one contributor that `credence.yaml` sets, where it sets one.
 *
 * @throws CredenceError `CONFIG_INVALID` or `FILE_NOT_FOUND`.
 */
export async function configuredContributorCap(
  file: string | undefined,
): Promise<number | undefined> {
  return (await parsedConfiguration(file))?.policy['contributor-cap'];
}

async function parsedConfiguration(
  file: string | undefined,
): Promise<z.infer<typeof configuration> | null> {
  const text = await readConfiguration(file);
  if (text === null) return null;
  const name = file ?? DEFAULT_FILE;
  const result = configuration.safeParse(parseYaml(text, name));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new CredenceError(
    'CONFIG_INVALID',
    `${name}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`,
    { at: { file: name } },
  );
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

function parseYaml(text: string, name: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0 }) ?? {};
  } catch (cause) {
    throw new CredenceError(
      'CONFIG_INVALID',
      `${name} is not YAML: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause, at: { file: name } },
    );
  }
}
