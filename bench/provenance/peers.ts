import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { MadeFiles } from './make-files.ts';
import { type Cost, childCost, costLine } from './timed.ts';

/** Half of it one file, then halves of the rest, down to files of 1 MB; none above 1 GB. */
export function halvedSizes(megabytes: number): readonly number[] {
  const all: number[] = [];
  for (let left = megabytes; left > 0; left -= all.at(-1) ?? left)
    all.push(Math.min(1024, Math.max(1, Math.floor(left / 2))));
  return all;
}

/** Prints what something cost, with its rates. */
export function report(what: string, { bytes }: MadeFiles, cost: Cost): void {
  const rate = (seconds: number): string => `${(bytes / seconds / 1e9).toFixed(2)} GB/s`;
  console.log(costLine(what, cost, `${rate(cost.wall)}, ${rate(cost.cpu)} of CPU`));
}

/** `openssl dgst -sha256`, a thousand files a call, on one core. */
export function opensslDigest({ paths }: MadeFiles): Cost {
  return childCost(() => {
    for (let at = 0; at < paths.length; at += 1000)
      execFileSync('openssl', ['dgst', '-sha256', ...paths.slice(at, at + 1000)]);
  });
}

/** `dvc add` in a repository of its own, without git, its cache on the same disk, as it comes. */
export function dvcAdd(
  { folder }: MadeFiles,
  { base, environment }: { readonly base: string; readonly environment: string },
): Cost {
  const dvc = join(environment, 'bin', 'dvc');
  const env = { ...process.env, DVC_NO_ANALYTICS: '1', DVC_SITE_CACHE_DIR: join(base, 'site') };
  execFileSync(dvc, ['init', '--no-scm', '--quiet'], { cwd: base, env });
  const cost = childCost(() => execFileSync(dvc, ['add', '--quiet', folder], { cwd: base, env }));
  rmSync(join(base, '.dvc'), { recursive: true });
  return cost;
}
