/**
 * Speed of a whole intake (pin, hash, keep, read records, sign, record, all of it flushed to disk)
 * against `openssl dgst -sha256` and `dvc add`, in one run on the same files.
 *
 *     npm run node -- bench/provenance/intake.ts [--megabytes 2048] [--small 100000] [--folder DIR]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { intake } from '../../src/intake/intake.ts';
import { sourcePatterns } from '../../src/intake/reference-uri.ts';
import { addSource } from '../../src/intake/sources/add-source.ts';
import { reviewSource } from '../../src/intake/sources/review-source.ts';
import { systemClock } from '../../src/workspace/clock.ts';
import { actingIdentity } from '../../src/workspace/identities/acting-identity.ts';
import { newIdentity } from '../../src/workspace/identities/new-identity.ts';
import { initWorkspace } from '../../src/workspace/init-workspace.ts';
import { FileKeyRing } from '../../src/workspace/key-ring.ts';
import { systemRandom } from '../../src/workspace/random.ts';
import { CACHED_ENVIRONMENT, preparePeers } from '../peers/run-peer.ts';
import { type MadeFiles, makeLargeFiles, makeSmallFiles } from './make-files.ts';
import { dvcAdd, halvedSizes, opensslDigest, report } from './peers.ts';
import { type Cost, timed } from './timed.ts';

const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '2048' },
    small: { type: 'string', default: '100000' },
    folder: { type: 'string', default: tmpdir() },
    environment: { type: 'string', default: CACHED_ENVIRONMENT },
    'no-dvc': { type: 'boolean', default: false },
  },
});
const base = mkdtempSync(join(values.folder, 'credence-bench-intake-'));

/** Takes a folder in twice; the second time, nothing of it is new. */
async function takeIn({
  folder,
}: MadeFiles): Promise<{ readonly first: Cost; readonly again: Cost }> {
  const keys = new FileKeyRing({ folder: join(base, 'keys') });
  const surroundings = { clock: systemClock, random: systemRandom, keys };
  const project = join(base, 'project');
  const { workspace, identity } = await initWorkspace(project, { ...surroundings, name: 'Ann' });
  const { publicKey } = keys.generate();
  const bob = { name: 'Bob', kind: 'person', publicKey, roles: ['reviewer'] } as const;
  await newIdentity(workspace, bob, identity.keyId);
  const ann = await actingIdentity(workspace, 'Ann');
  const about = { name: 'bench', publisher: 'bench', type: 'vendor', licence: 'MIT', details: {} };
  await addSource(workspace, { ...about, uris: sourcePatterns(folder) }, ann);
  const review = { source: 'bench', decision: 'approve', reason: 'bench' } as const;
  await reviewSource(workspace, review, await actingIdentity(workspace, 'Bob'));
  const request = { uri: folder, source: 'bench', dataset: 'bench', message: '', environment: {} };
  const first = await timed(() => intake(workspace, request, ann));
  const again = await timed(() => intake(workspace, request, ann));
  await workspace.close();
  rmSync(project, { recursive: true });
  return { first, again };
}

async function compare(files: MadeFiles): Promise<void> {
  console.log(`\n${files.paths.length} files, ${(files.bytes / 1e9).toFixed(2)} GB`);
  const openssl = opensslDigest(files);
  report('openssl dgst -sha256, one core, cached', files, openssl);
  const { first, again } = await takeIn(files);
  report('intake, flushed', files, first);
  report('intake of the same again', files, again);
  const ratio = (cost: Cost): string =>
    `${(cost.cpu / first.cpu).toFixed(2)} × by CPU, ${(cost.wall / first.wall).toFixed(2)} × by the clock`;
  console.log(`rate of intake to openssl: ${ratio(openssl)}`);
  if (values['no-dvc']) return;
  const dvc = dvcAdd(files, { base, environment: values.environment });
  report('dvc add, not flushed', files, dvc);
  console.log(`rate of intake to dvc add: ${ratio(dvc)}`);
}

try {
  if (!values['no-dvc']) preparePeers(values.environment, 'provenance.txt');
  const large = makeLargeFiles(join(base, 'large'), halvedSizes(Number(values.megabytes)));
  await compare(large);
  rmSync(large.folder, { recursive: true });
  await compare(makeSmallFiles(join(base, 'small'), Number(values.small)));
} finally {
  rmSync(base, { recursive: true });
}
