import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type FileReference, fileReferences } from './import-direction/file-references.ts';

/** What travels beside the code. */
const ASSETS = '**/*.{wasm,json,css,bin}';
const ENTRY = 'cli/main.js';
const SHEBANG = '#!/usr/bin/env node\n';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'src');
const dist = join(root, 'dist');
const built = join(root, 'dist.new');

rmSync(built, { recursive: true, force: true });
const { status } = spawnSync(
  join(root, 'node_modules/.bin/tsc'),
  ['--project', 'tsconfig.build.json', '--outDir', built],
  { cwd: root, stdio: ['ignore', process.stderr, process.stderr] },
);
if (status !== 0) throw new Error('the compiler found errors; nothing was built');
const assets = globSync(ASSETS, { cwd: source, exclude: ['**/assembly/**'] });
for (const asset of assets) {
  mkdirSync(dirname(join(built, asset)), { recursive: true });
  cpSync(join(source, asset), join(built, asset));
}
const modules = globSync('**/*.js', { cwd: built });
for (const module of modules) pointToBuiltFiles(join(built, module));
makeExecutable(join(built, ENTRY));

rmSync(dist, { recursive: true, force: true });
renameSync(built, dist);
console.error(`built ${modules.length} modules and ${assets.length} data files into dist`);

/**
 * The compiler turns `./x.ts` into `./x.js` in imports; this does the same in
 * `new URL('./x.ts', import.meta.url)`, and makes sure that every such file is there.
 */
function pointToBuiltFiles(path: string): void {
  let code = readFileSync(path, 'utf8');
  const references = fileReferences(path, code).filter((reference) => reference.kind === 'url');
  for (const reference of references.reverse()) {
    const target = reference.specifier.replace(/\.ts$/, '.js');
    requireTarget(path, target, reference);
    code = `${code.slice(0, reference.start)}'${target}'${code.slice(reference.end)}`;
  }
  writeFileSync(path, code);
}

function requireTarget(path: string, target: string, { line }: FileReference): void {
  if (existsSync(join(dirname(path), target))) return;
  throw new Error(`${path}:${line} needs ${target}, which the package would not contain`);
}

function makeExecutable(path: string): void {
  if (!readFileSync(path, 'utf8').startsWith(SHEBANG)) {
    throw new Error(`${path} does not begin with ${SHEBANG.trim()}`);
  }
  chmodSync(path, 0o755);
}
