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
import { dvcAdd, halvedSizes, opensslDigest, report } from './peers.ts';
import { timed } from './timed.ts';

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

/** Lets the system forget files, so that the next reader gets them from the disk. */
function forget(paths: readonly string[]): void {
  for (const path of paths)
    execFileSync('dd', [`of=${path}`, 'oflag=nocache', 'conv=notrunc,fdatasync', 'count=0'], {
      stdio: 'ignore',
    });
}

function openssl(files: MadeFiles, state: string): void {
  report(`openssl dgst -sha256, one core, ${state}`, files, opensslDigest(files));
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
  const { environment } = values;
  if (!values['no-dvc'])
    report('dvc add, not flushed', files, dvcAdd(files, { base, environment }));
}

try {
  if (!values['no-dvc']) preparePeers(values.environment, 'provenance.txt');
  const large = makeLargeFiles(join(base, 'large'), halvedSizes(Number(values.megabytes)));
  console.log(`\n${large.paths.length} files, ${(large.bytes / 1e9).toFixed(2)} GB`);
  await compare(large);
  rmSync(large.folder, { recursive: true });
  const small = makeSmallFiles(join(base, 'small'), Number(values.small));
  console.log(`\n${small.paths.length} files, ${(small.bytes / 1e9).toFixed(2)} GB`);
  await compare(small);
} finally {
  rmSync(base, { recursive: true });
}
