import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Numbers that a peer's script prints as JSON; `seconds` are of CPU time. */
export type PeerFigures = Readonly<Record<string, number>>;

const requirements = fileURLToPath(new URL('./requirements.txt', import.meta.url));
const environment = join(
  process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
  'credence-bench',
  'venv',
);
const python = join(environment, 'bin', 'python');

/** One thread each, however the library was built. */
const ONE_THREAD = {
  OMP_NUM_THREADS: '1',
  OPENBLAS_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
};

/** Makes the peers' Python environment in the user's cache folder, where it is not there yet. */
export function preparePeers(): void {
  if (existsSync(python)) return;
  mkdirSync(environment, { recursive: true });
  execFileSync('python3', ['-m', 'venv', environment], { stdio: 'inherit' });
  execFileSync(python, ['-m', 'pip', 'install', '--quiet', '--requirement', requirements], {
    stdio: 'inherit',
  });
}

/** Runs `bench/peers/SCRIPT` on one core, and returns what it measured. */
export function runPeer(script: string, args: readonly string[]): PeerFigures {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const output = execFileSync(python, [path, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...ONE_THREAD },
  });
  return JSON.parse(output) as PeerFigures;
}
