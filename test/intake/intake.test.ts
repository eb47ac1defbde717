import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { digestOf } from '../../src/core/digest.ts';
import { systemClock } from '../../src/workspace/clock.ts';
import { verifyWorkspace } from '../../src/workspace/verify-workspace.ts';
import { ownFolder, writeFiles } from './connectors/source-folder.ts';
import { intakeWorkspace } from './intake-workspace.ts';
import { hubStub } from './stubs/hub-stub.ts';
import { serveBytes } from './stubs/serve-bytes.ts';
import { stubServer } from './stubs/stub-server.ts';

const ROWS = '{"text":"one","label":"a"}\n{"text":"two","label":"b"}\n';

describe('intake', () => {
  it('takes nothing from a source that is unknown, proposed or elsewhere, and notes the attempt', async (context) => {
    const { take, approve, leaves, workspace } = await intakeWorkspace(context);
    const folder = writeFiles(ownFolder(context), { 'a.jsonl': ROWS });
    await assert.rejects(take(folder), { code: 'NOT_ALLOWED', message: /not on the allowlist/ });
    await approve(folder);
    const elsewhere = writeFiles(ownFolder(context), { 'a.jsonl': ROWS });
    await assert.rejects(take(elsewhere), { code: 'NOT_ALLOWED', message: /does not belong/ });
    await assert.rejects(take(`${folder}/../${elsewhere.split('/').at(-1)}`), {
      code: 'NOT_ALLOWED',
    });
    symlinkSync(elsewhere, join(folder, 'link'));
    await assert.rejects(take(join(folder, 'link')), { code: 'NOT_ALLOWED' });
    assert.equal((await leaves()).filter(({ type }) => type === 'intake.refused').length, 4);
    assert.deepEqual(await workspace.read.versions.list(), []);
  });

  it('keeps files, records, retrieval and lineage, quarantined', async (context) => {
    const { take, approve, leaves, workspace } = await intakeWorkspace(context);
    const folder = writeFiles(ownFolder(context), { 'a.jsonl': ROWS, 'README.md': '# x\n' });
    await approve(folder);
    const { version, manifest, retrieval } = await take(folder);
    assert.equal((await workspace.read.versions.find(version))?.state, 'quarantined');
    assert.deepEqual(
      manifest.files.map(({ path }) => path),
      ['README.md', 'a.jsonl'],
    );
    assert.equal(manifest.records?.count, 2);
    assert.equal(retrieval.state, 'complete');
    assert.equal(retrieval.reviewer !== null, true);
    assert.deepEqual((await leaves()).at(-1)?.subjects, [version, retrieval.content]);
    assert.equal((await verifyWorkspace(workspace)).unsigned, 0);
  });

  it('takes the same data in twice, as two retrievals, and writes large files once', async (context) => {
    const { take, approve, workspace } = await intakeWorkspace(context);
    const folder = writeFiles(ownFolder(context), {
      'large.bin': Buffer.alloc(9 * 1024 * 1024, 'x'),
    });
    await approve(folder);
    const first = await take(folder);
    const object = objectFile(workspace.paths.objects, first.manifest.files[0]?.sha256 ?? '');
    const before = statSync(object, { bigint: true });
    const second = await take(folder);
    assert.notEqual(second.version, first.version);
    assert.equal(second.retrieval.content, first.retrieval.content);
    const after = statSync(object, { bigint: true });
    assert.deepEqual(
      [after.ino, after.mtimeNs, after.ctimeNs],
      [before.ino, before.mtimeNs, before.ctimeNs],
    );
    writeFileSync(join(folder, 'large.bin'), Buffer.alloc(9 * 1024 * 1024, 'y'));
    assert.notEqual((await take(folder)).retrieval.content, first.retrieval.content);
  });

  it('blocks what is not what its publisher says, and keeps the proof', async (context) => {
    const { take, approve, leaves, workspace } = await intakeWorkspace(context);
    const folder = writeFiles(ownFolder(context), {
      'a.jsonl': ROWS,
      SHA256SUMS: `${'0'.repeat(64)}  a.jsonl\n`,
    });
    await approve(folder);
    await assert.rejects(take(folder), {
      code: 'INTEGRITY_FAILED',
      message: /not what its publisher says/,
    });
    const [blocked] = await workspace.read.retrievals.ofSource('vendor' as never);
    assert.deepEqual(
      [blocked?.state, blocked?.publisherHash, blocked?.version],
      ['blocked', 'mismatch', null],
    );
    const last = (await leaves()).at(-1);
    assert.equal(last?.type, 'intake.blocked');
    assert.ok(last?.statement !== null && last?.statement === blocked?.statement);
    assert.deepEqual(await workspace.read.versions.list(), []);
    assert.equal((await verifyWorkspace(workspace)).unsigned, 0);
  });

  it('blocks what is not what was expected, and fetches it anew the next time', async (context) => {
    const { take, approve, workspace } = await intakeWorkspace(context);
    let sent = 'text\nlies\n';
    const server = await stubServer(context, (request, response) =>
      serveBytes(request, response, { bytes: Buffer.from(sent) }),
    );
    await approve(server.origin);
    const expected = digestOf('text\ntrue\n');
    const uri = `${server.origin}/a.csv?signature=secret`;
    await assert.rejects(take(uri, { expected }), { code: 'INTEGRITY_FAILED' });
    sent = 'text\ntrue\n';
    const { retrieval } = await take(uri, { expected });
    assert.equal(retrieval.publisherHash, 'match');
    assert.equal(retrieval.uriAsked.includes('secret'), false);
    assert.deepEqual(
      (await workspace.read.retrievals.ofSource('vendor' as never)).map(({ state }) => state),
      ['complete', 'blocked'],
    );
  });

  it('records no password', async (context) => {
    const { take, approve, folder } = await intakeWorkspace(context);
    await assert.rejects(approve('https://ann:hunter2@example.com/data'), { code: 'USAGE' });
    await approve('https://example.com/data');
    await assert.rejects(take('https://ann:hunter2@example.com/data/x.csv'), (error: Error) => {
      assert.ok(!error.message.includes('hunter2'));
      return 'code' in error && error.code === 'USAGE';
    });
    const state = join(folder, '.credence');
    for (const name of readdirSync(state, { recursive: true, encoding: 'utf8' })) {
      const at = join(state, name);
      if (!statSync(at).isFile()) continue;
      assert.ok(!readFileSync(at).includes('hunter2'), name);
    }
  });

  it('refuses more bytes than a version may have, told or not', async (context) => {
    const { take, approve } = await intakeWorkspace(context);
    const server = await stubServer(context, ({ method }, response) => {
      if (method === 'HEAD') return response.writeHead(405).end();
      const chunk = Buffer.alloc(64 * 1024, 'x');
      const more = (): void => {
        if (!response.destroyed) response.write(chunk, more);
      };
      return more();
    });
    await approve(server.origin);
    const limited = { expected: digestOf('x'), maximumBytes: 1_000_000 };
    await assert.rejects(take(`${server.origin}/endless.csv`, limited), { code: 'LIMIT_EXCEEDED' });
    const lying = await intakeWorkspace(context);
    const liar = await stubServer(context, ({ method }, response) => {
      response.writeHead(200, method === 'HEAD' ? { 'content-length': '10' } : {});
      response.end(method === 'HEAD' ? undefined : 'x'.repeat(1000));
    });
    await lying.approve(liar.origin);
    await assert.rejects(lying.take(`${liar.origin}/a.csv`, limited), {
      code: 'INTEGRITY_FAILED',
      message: /more bytes/,
    });
  });

  it('refuses a publisher who is another than the one it took data from first', async (context) => {
    const { take, approve } = await intakeWorkspace(context);
    const hub = await hubStub(context, {
      commits: [{ user: 'ann', date: '2024-01-01T00:00:00.000Z', files: { 'a.jsonl': ROWS } }],
    });
    await approve('hf://datasets/acme/tickets');
    const environment = { HF_ENDPOINT: hub.origin };
    await take(`hf://datasets/acme/tickets@${hub.sha(-1)}`, { environment });
    hub.repository._id = '700000000000000000000000';
    const again = take(`hf://datasets/acme/tickets@${hub.sha(-1)}`, { environment });
    await assert.rejects(again, { code: 'NOT_ALLOWED', message: /taken over or made anew/ });
  });

  it('goes on where it was killed, and fetches nothing twice', async (context) => {
    const { approve, workspace, folder, keys, clock } = await intakeWorkspace(context);
    const names = Array.from(
      { length: 30 },
      (_, at) => `part-${String(at).padStart(2, '0')}.jsonl`,
    );
    const files = Object.fromEntries(names.map((name) => [name, `{"text":"${name}"}\n`]));
    const hub = await hubStub(context, {
      commits: [{ user: 'ann', date: '2024-01-01T00:00:00.000Z', files }],
    });
    await approve('hf://datasets/acme/tickets');
    clock.move((Date.parse(systemClock.now()) - Date.parse(clock.now())) / 60_000 + 1);
    const uri = `hf://datasets/acme/tickets@${hub.sha(-1)}`;
    // A front that lets twelve files through and then hangs.
    let [served, most] = [0, 12];
    const gate = await stubServer(context, async (request, response) => {
      if (request.target.includes('/resolve/')) {
        served += 1;
        if (served > most) return;
      }
      const answer = await fetch(`${hub.origin}${request.target}`);
      const headers = Object.fromEntries(answer.headers);
      response.writeHead(answer.status, headers).end(Buffer.from(await answer.arrayBuffer()));
    });
    await workspace.close();
    const child = spawn(process.execPath, [
      join(import.meta.dirname, 'intake-child.ts'),
      folder,
      keys.folder,
      uri,
      gate.origin,
    ]);
    while (served <= 18) await new Promise((resolve) => setTimeout(resolve, 10));
    child.kill('SIGKILL');
    await once(child, 'close');
    const fetchedBefore = hub.asked('/datasets/acme/tickets/resolve/').length;
    assert.equal(fetchedBefore, 12);
    hub.requests.length = 0;
    most = Number.POSITIVE_INFINITY;
    const second = spawn(
      process.execPath,
      [join(import.meta.dirname, 'intake-child.ts'), folder, keys.folder, uri, gate.origin],
      { stdio: 'inherit' },
    );
    assert.deepEqual(await once(second, 'close'), [0, null]);
    const fetchedAfter = hub
      .asked('/datasets/acme/tickets/resolve/')
      .map(({ target }) => target.split('/').at(-1));
    assert.equal(fetchedAfter.length, 18);
    assert.equal(new Set(fetchedAfter).size, 18);
    assert.ok(
      !existsSync(join(folder, '.credence/scratch/intake')) ||
        readdirSync(join(folder, '.credence/scratch/intake')).length === 0,
    );
  });
});

/** The file of an object that has one of its own. */
function objectFile(objects: string, digest: string): string {
  const name = readdirSync(objects, { recursive: true, encoding: 'utf8' }).find((path) =>
    path.replaceAll('/', '').endsWith(digest.slice('sha256:'.length + 2)),
  );
  return join(objects, name ?? assert.fail(`no object ${digest}`));
}
