/**
 * Speed of the vault against `openssl dgst -sha256` and `dvc add`, in one run on the same files: few
 * large ones, then many small ones. Everything that the vault acknowledges is flushed to disk.
 *
 *     npm run node -- bench/provenance/vault.ts [--megabytes 2048] [--small 100000] [--folder DIR]
 */
import { execFileSync } from 'node:child_process';
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FileObjectStore } from '../../src/vault/file-object-store.ts';
import { CACHED_ENVIRONMENT, preparePeers } from '../peers/run-peer.ts';
import { type MadeFiles, makeLargeFiles, makeSmallFiles } from './make-files.ts';
import { type Cost, childCost, costLine, timed } from './timed.ts';

const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '2048' },
    small: { type: 'string', default: '100000' },
    folder: { type: 'string', default: tmpdir() },
    environment: { type: 'string', default: CACHED_ENVIRONMENT },
    'no-dvc': { type: 'boolean', default: false },
  },
});
const base = mkdtempSync(join(values.folder, 'credence-bench-vault-'));

/** Half of it one file, then halves of the rest, down to files of 1 MB. */
function sizes(megabytes: number): number[] {
  const all: number[] = [];
  for (let left = megabytes; left > 0; left -= all.at(-1) ?? left)
    all.push(Math.min(1024, Math.max(1, Math.floor(left / 2))));
  return all;
}

function rate(files: MadeFiles, seconds: number): string {
  return `${(files.bytes / seconds / 1e9).toFixed(2)} GB/s`;
}

function report(what: string, files: MadeFiles, cost: Cost): void {
  console.log(costLine(what, cost, `${rate(files, cost.wall)}, ${rate(files, cost.cpu)} of CPU`));
}

/** What the disk allows: the same bytes written and flushed, nothing else. */
async function diskAlone(files: MadeFiles): Promise<void> {
  const path = join(base, 'disk');
  const chunk = Buffer.alloc(1024 * 1024, 'disk');
  const cost = await timed(() => {
    const file = openSync(path, 'w');
    for (let left = files.bytes; left > 0; left -= chunk.length) writeSync(file, chunk);
    fsyncSync(file);
    closeSync(file);
  });
  rmSync(path);
  report('write and flush as many bytes, no hashing', files, cost);
}

async function put(files: MadeFiles, threads?: number): Promise<void> {
  const name = threads === 0 ? 'one thread' : 'all cores';
  const store = FileObjectStore.open(join(base, 'objects'), { threads });
  const sources = files.paths.map((path) => ({ path }));
  report(`put, flushed, ${name}`, files, await timed(() => store.putAll(sources)));
  const verifying = await timed(() => store.verify());
  if (verifying.result.problems.length > 0) throw new Error('the vault is damaged');
  report(`verify, ${name}, from disk`, files, verifying);
  report(`verify again, ${name}, cached`, files, await timed(() => store.verify()));
  await store.close();
  rmSync(store.folder, { recursive: true });
}

/** In a repository of its own, without git, its cache on the same disk, as it comes. */
function dvcAdd(files: MadeFiles): void {
  const dvc = join(values.environment, 'bin', 'dvc');
  const env = { ...process.env, DVC_NO_ANALYTICS: '1', DVC_SITE_CACHE_DIR: join(base, 'site') };
  execFileSync(dvc, ['init', '--no-scm', '--quiet'], { cwd: base, env });
  const cost = childCost(() =>
    execFileSync(dvc, ['add', '--quiet', files.folder], { cwd: base, env }),
  );
  report('dvc add, not flushed', files, cost);
  rmSync(join(base, '.dvc'), { recursive: true });
}

/** Lets the system forget files, so that the next reader gets them from the disk. */
function forget(paths: readonly string[]): void {
  for (const path of paths)
    execFileSync('dd', [`of=${path}`, 'oflag=nocache', 'conv=notrunc,fdatasync', 'count=0'], {
      stdio: 'ignore',
    });
}

function openssl(files: MadeFiles, state: string): void {
  const cost = childCost(() => {
    for (let at = 0; at < files.paths.length; at += 1000)
      execFileSync('openssl', ['dgst', '-sha256', ...files.paths.slice(at, at + 1000)]);
  });
  report(`openssl dgst -sha256, one core, ${state}`, files, cost);
}

async function compare(files: MadeFiles): Promise<void> {
  if (files.paths.length < 1000) {
    forget(files.paths);
    openssl(files, 'from disk');
  }
  openssl(files, 'cached');
  await diskAlone(files);
  await put(files, 0);
  await put(files);
  if (!values['no-dvc']) dvcAdd(files);
}

try {
  if (!values['no-dvc']) preparePeers(values.environment, 'provenance.txt');
  const large = makeLargeFiles(join(base, 'large'), sizes(Number(values.megabytes)));
  console.log(`\n${large.paths.length} files, ${(large.bytes / 1e9).toFixed(2)} GB`);
  await compare(large);
  rmSync(large.folder, { recursive: true });
  const small = makeSmallFiles(join(base, 'small'), Number(values.small));
  console.log(`\n${small.paths.length} files, ${(small.bytes / 1e9).toFixed(2)} GB`);
  await compare(small);
} finally {
  rmSync(base, { recursive: true });
}
