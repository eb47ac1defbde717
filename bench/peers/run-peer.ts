import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Numbers that a peer's script prints as JSON; `seconds` are of CPU time. */
export type PeerFigures = Readonly<Record<string, number>>;

/** Versions of the peers, in files of `bench/peers/`. */
export type Requirements = 'requirements.txt' | 'model-scanners.txt' | 'provenance.txt';

/** Where the peers' Python environment is unless told: in the user's cache folder. */
export const CACHED_ENVIRONMENT: string = join(
  process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
  'credence-bench',
  'venv',
);

/** One thread each, however the library was built. */
const ONE_THREAD = {
  OMP_NUM_THREADS: '1',
  OPENBLAS_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
};

/** Makes the peers' Python environment, where it is not there yet or holds other versions. */
export function preparePeers(
  environment: string = CACHED_ENVIRONMENT,
  versions: Requirements = 'requirements.txt',
): void {
  const requirements = fileURLToPath(new URL(versions, import.meta.url));
  const stamp = join(environment, versions);
  const wanted = readFileSync(requirements, 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  mkdirSync(environment, { recursive: true });
  execFileSync('python3', ['-m', 'venv', environment], { stdio: 'inherit' });
  execFileSync(
    pythonOf(environment),
    ['-m', 'pip', 'install', '--quiet', '--requirement', requirements],
    { stdio: 'inherit' },
  );
  writeFileSync(stamp, wanted);
}

/** Runs `bench/peers/SCRIPT` on one core, and returns what it measured. */
export function runPeer(
  script: string,
  args: readonly string[],
  environment: string = CACHED_ENVIRONMENT,
): PeerFigures {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const output = execFileSync(pythonOf(environment), [path, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...ONE_THREAD },
  });
  return JSON.parse(output) as PeerFigures;
}

function pythonOf(environment: string): string {
  return join(environment, 'bin', 'python');
}
