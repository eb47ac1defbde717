import { randomFillSync } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const MEGABYTE = 1024 * 1024;

/** A folder of files for a bench. */
export interface MadeFiles {
  readonly folder: string;
  readonly paths: readonly string[];
  readonly bytes: number;
}

/** Files of these sizes, in megabytes, with bytes that nothing can compress or find twice. */
export function makeLargeFiles(folder: string, megabytes: readonly number[]): MadeFiles {
  mkdirSync(folder);
  const chunk = Buffer.alloc(MEGABYTE);
  const paths = megabytes.map((size, index) => {
    const path = join(folder, `file-${index}.bin`);
    const file = openSync(path, 'w');
    for (let written = 0; written < size; written += 1) writeSync(file, randomFillSync(chunk));
    closeSync(file);
    return path;
  });
  const total = megabytes.reduce((sum, size) => sum + size, 0);
  return { folder, paths, bytes: total * MEGABYTE };
}

/** Many small files of about 4 KB, a thousand a folder. */
export function makeSmallFiles(folder: string, count: number): MadeFiles {
  let bytes = 0;
  const paths = Array.from({ length: count }, (_, index) => {
    const home = join(folder, `part-${Math.floor(index / 1000)}`);
    if (index % 1000 === 0) mkdirSync(home, { recursive: true });
    const content = randomFillSync(Buffer.alloc(2048 + ((index * 37) % 4096)));
    const path = join(home, `file-${index}.bin`);
    writeFileSync(path, content);
    bytes += content.length;
    return path;
  });
  return { folder, paths, bytes };
}
