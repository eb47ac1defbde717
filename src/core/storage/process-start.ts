import { readFileSync } from 'node:fs';

/** Clock ticks a second in `/proc`, the same on every Linux that Node runs on. */
const TICKS = 100;

/**
 * When a process started, in milliseconds since 1970 and to about a second; null when there is no such
 * process; 0 where the system does not tell (it runs, since some time).
 */
export function processStart(pid: number): number | null {
  if (!isRunning(pid)) return null;
  if (process.platform !== 'linux') return 0;
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ');
    const boot = /^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'latin1'))?.[1];
    return (Number(boot) + Number(fields?.[19]) / TICKS) * 1000 || 0;
  } catch {
    // Gone since, or hidden from this user: whether it runs is asked once more.
    return isRunning(pid) ? 0 : null;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
