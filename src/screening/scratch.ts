import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'credence-';

/** A folder for spilled data. Only its maker may read it; `remove` leaves nothing behind. */
export interface Scratch {
  readonly path: string;
  remove(): Promise<void>;
}

/** Makes a scratch folder, and sweeps those that processes which no longer live have left. */
export async function openScratch(): Promise<Scratch> {
  await sweepScratch();
  const path = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Removes scratch folders of our own whose process is gone: after a kill nothing else would. */
export async function sweepScratch(): Promise<void> {
  await mkdir(tmpdir(), { recursive: true });
  for (const name of await readdir(tmpdir())) {
    const owner = /^credence-(\d+)-/.exec(name)?.[1];
    if (owner === undefined || isAlive(Number(owner))) continue;
    const path = join(tmpdir(), name);
    const found = await stat(path).catch(() => null);
    if (found?.isDirectory() === true && found.uid === process.getuid?.())
      await rm(path, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
