import assert from 'node:assert/strict';
import { join } from 'node:path';
import { it } from 'node:test';
import { digestOf } from '../../src/core/digest.ts';
import { serveBytes } from '../intake/stubs/serve-bytes.ts';
import { stubServer } from '../intake/stubs/stub-server.ts';
import { credence, type Ended, ownFolder } from './run-credence.ts';

it('goes from a source that is asked for to one that is watched and withdrawn', async (context) => {
  const cwd = ownFolder(context);
  const run = (...args: readonly string[]): Promise<Ended> =>
    credence(args, { cwd, env: { XDG_CONFIG_HOME: join(cwd, 'config') } });
  const ok = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await run(...args);
    assert.equal(code, 0, stderr);
    return stdout;
  };
  const text = 'text,label\nhello,a\n';
  const server = await stubServer(context, (request, response) =>
    serveBytes(request, response, { bytes: Buffer.from(text) }),
  );
  await ok('init', '--name', 'Ann');
  await ok('identity', 'new', 'Bob', '--role', 'reviewer');
  const about = ['--publisher', 'Acme', '--type', 'vendor', '--licence', 'MIT', '--as', 'Ann'];
  assert.match(await ok('source', 'add', 'acme', '--uri', server.origin, ...about), /^PROPOSED/);
  await ok('source', 'review', 'acme', '--approve', '--reason', 'looked', '--as', 'Bob');
  const take = [
    'intake',
    `${server.origin}/a.csv`,
    '--source',
    'acme',
    '--dataset',
    'tickets',
    '--as',
    'Ann',
  ];
  const floating = await run(...take);
  assert.equal(floating.code, 2);
  assert.match(floating.stderr, /--sha256/);
  const digest = digestOf(text).slice('sha256:'.length);
  assert.match(await ok(...take, '--sha256', digest), /^QUARANTINED/);
  assert.match(await ok('source', 'watch', '--as', 'Ann'), /^UNCHANGED {2}acme/);
  server.become((_, response) => response.writeHead(404).end());
  const gone = await run('source', 'watch', 'acme', '--json', '--as', 'Ann');
  assert.equal(gone.code, 1);
  assert.equal((JSON.parse(gone.stdout) as { verdict: string }).verdict, 'fail');
  assert.match(await ok('source', 'list'), /^PROPOSED/);
  assert.match(
    await ok('source', 'withdraw', 'acme', '--reason', 'gone', '--as', 'Bob'),
    /^WITHDRAWN/,
  );
  const secret = await run('source', 'add', 'x', '--uri', 'https://a:hunter2@b.c/d', ...about);
  assert.equal(secret.code, 2);
  assert.doesNotMatch(secret.stderr, /hunter2/);
});
