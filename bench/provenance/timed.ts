import { readFileSync } from 'node:fs';

/** What a piece of work cost; both in seconds. CPU is that of this process, all threads together. */
export interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

/** Measures a piece of work. */
export async function timed<Result>(
  work: () => Result | Promise<Result>,
): Promise<Cost & { readonly result: Result }> {
  const before = process.cpuUsage();
  const start = performance.now();
  const result = await work();
  const wall = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  return { wall, cpu: (user + system) / 1e6, result };
}

/** One line of a bench: what, wall seconds, CPU seconds, and what that means. */
export function costLine(what: string, { wall, cpu }: Cost, meaning: string): string {
  return `${what.padEnd(44)} ${wall.toFixed(2).padStart(7)} s  ${cpu.toFixed(2).padStart(7)} s CPU  ${meaning}`;
}

/** Measures work that children of this process do; `cpu` is theirs, once they have ended. */
export function childCost(work: () => void): Cost {
  const before = childSeconds();
  const start = performance.now();
  work();
  return { wall: (performance.now() - start) / 1000, cpu: childSeconds() - before };
}

/** CPU seconds of all children that have ended, as Linux counts them; NaN elsewhere. */
function childSeconds(): number {
  try {
    const fields = readFileSync('/proc/self/stat', 'latin1').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[13]) + Number(fields[14])) / 100;
  } catch {
    return Number.NaN;
  }
}
