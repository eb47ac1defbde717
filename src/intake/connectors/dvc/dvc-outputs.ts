import { parse } from 'yaml';
import { z } from 'zod';
import { CredenceError } from '../../../core/error.ts';
import { visibleText } from '../../../core/visible-text.ts';
import { withoutSecrets } from '../without-secrets.ts';

const MD5 = z.string().regex(/^[0-9a-f]{32}(\.dir)?$/);
const OUTPUT = z.object({
  path: z.string(),
  md5: MD5.optional(),
  /** `md5` since DVC 3; earlier versions hashed text files after changing their line ends. */
  hash: z.string().optional(),
  size: z.number().int().nonnegative().optional(),
});
const DEPENDENCY = z.object({
  repo: z.object({ url: z.string(), rev_lock: z.string().optional() }).optional(),
  url: z.string().optional(),
});
const DVC_FILE = z.object({
  outs: z.array(OUTPUT).min(1),
  deps: z.array(DEPENDENCY).optional(),
});
const DVC_LOCK = z.object({
  schema: z.literal('2.0'),
  stages: z.record(z.string(), z.object({ outs: z.array(OUTPUT).optional() })),
});

export interface DvcOutput {
  readonly path: string;
  readonly md5: string;
  readonly directory: boolean;
  /** Whether the digest is one of the bytes; DVC 2 hashed text with other line ends. */
  readonly ofBytes: boolean;
  readonly size: number | null;
}

export interface DvcOutputs {
  readonly outputs: readonly DvcOutput[];
  /** Where imports came from. */
  readonly parents: readonly string[];
}

/**
 * What a `.dvc` file, or `dvc.lock`, says that the data are.
 *
 * @throws CredenceError `DATA_MALFORMED`; `NOT_PINNED` for an output without a digest.
 */
export function dvcOutputs(text: string, file: string): DvcOutputs {
  const value = parseYaml(text, file);
  const lock = DVC_LOCK.safeParse(value).data;
  const single = lock === undefined ? DVC_FILE.safeParse(value) : null;
  if (single?.success === false)
    throw new CredenceError(
      'DATA_MALFORMED',
      `${visibleText(file)} is no .dvc file and no dvc.lock.`,
      {
        hint: 'Name the file that dvc add or dvc repro wrote.',
        at: { file },
        cause: single.error,
      },
    );
  const outs = lock
    ? Object.values(lock.stages).flatMap((stage) => stage.outs ?? [])
    : (single?.data.outs ?? []);
  const dependencies = single?.data.deps ?? [];
  return {
    outputs: outs.map((out) => output(out, file)),
    parents: dependencies.flatMap(({ repo, url }) => {
      if (repo !== undefined) return [`${withoutSecrets(repo.url)}@${repo.rev_lock ?? ''}`];
      return url === undefined ? [] : [withoutSecrets(url)];
    }),
  };
}

function output({ path, md5, hash, size }: z.infer<typeof OUTPUT>, file: string): DvcOutput {
  if (md5 === undefined)
    throw new CredenceError(
      'NOT_PINNED',
      `${visibleText(file)} gives no digest of ‘${visibleText(path)}’.`,
      {
        hint: 'Run dvc commit, so that the output is recorded.',
        at: { file },
      },
    );
  const directory = md5.endsWith('.dir');
  return {
    path,
    md5: md5.slice(0, 32),
    directory,
    ofBytes: directory || hash === 'md5',
    size: size ?? null,
  };
}

function parseYaml(text: string, file: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0, schema: 'core' }) as unknown;
  } catch (cause) {
    throw new CredenceError('DATA_MALFORMED', `${visibleText(file)} is not valid YAML.`, {
      hint: 'Name the file that dvc add or dvc repro wrote.',
      at: { file },
      cause,
    });
  }
}
