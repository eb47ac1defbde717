// Runs its arguments with a Node that is new enough: this one, or the one that npm installed here
// (tools/runtime). Plain JavaScript, since it must run on the old Node that it replaces. It does not
// trust node_modules/.bin: npm 10 and older lose that link.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST = 24;

const node = isNewEnough(process.versions.node) ? process.execPath : installedNode();
if (node === undefined) {
  console.error(
    `Credence needs Node.js ${OLDEST} or newer, and this is ${process.versions.node}. ` +
      'Run "npm ci" first: it brings one on Linux and macOS (x64, arm64). ' +
      'Elsewhere, install it from https://nodejs.org.',
  );
  process.exitCode = 1;
} else {
  const PATH = dirname(node) + delimiter + process.env.PATH;
  const { status, error } = spawnSync(node, process.argv.slice(2), {
    stdio: 'inherit',
    env: { ...process.env, PATH },
  });
  if (error !== undefined) throw error;
  process.exitCode = status ?? 1;
}

function isNewEnough(version) {
  return Number(version.split('.')[0]) >= OLDEST;
}

function installedNode() {
  const modules = fileURLToPath(new URL('../node_modules', import.meta.url));
  const packages = existsSync(modules) ? readdirSync(modules) : [];
  return packages
    .filter((name) => name.startsWith('node-'))
    .map((name) => join(modules, name, 'bin/node'))
    .find((path) => existsSync(path));
}
