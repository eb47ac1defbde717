import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CredenceError } from '../../../core/error.ts';
import { visibleText } from '../../../core/visible-text.ts';
import type { PublishedDigest } from '../published-digest.ts';

const NAMES = ['SHA256SUMS', 'SHA256SUMS.txt', 'sha256sums.txt'];
const LARGEST = 256 * 1024 * 1024;

/** What the publisher of a folder says of its files. */
export interface PublishedSums {
  /** The list itself, which cannot name its own digest. */
  readonly name: string | null;
  readonly byPath: ReadonlyMap<string, PublishedDigest>;
}

/**
 * Reads the list that `sha256sum` writes, where the folder holds one.
 *
 * @throws CredenceError `DATA_MALFORMED` with the line that is none.
 */
export async function publishedSums(folder: string): Promise<PublishedSums> {
  for (const name of NAMES) {
    const at = join(folder, name);
    const found = await stat(at).catch(() => null);
    if (found?.isFile() === true)
      return { name, byPath: parseSums(await readList(at, found.size), at) };
  }
  return { name: null, byPath: new Map() };
}

async function readList(at: string, size: number): Promise<string> {
  if (size > LARGEST)
    throw new CredenceError('LIMIT_EXCEEDED', `${visibleText(at)} is larger than 256 MiB.`, {
      hint: 'Split the data set; a list of digests this long cannot be held.',
      at: { file: at },
    });
  return await readFile(at, 'utf8');
}

function parseSums(text: string, file: string): ReadonlyMap<string, PublishedDigest> {
  const byPath = new Map<string, PublishedDigest>();
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const match = /^([0-9a-f]{64}) [ *](?:\.\/)?(.+?)\r?$/i.exec(line);
    if (match?.[1] === undefined || match[2] === undefined)
      throw new CredenceError(
        'DATA_MALFORMED',
        `${visibleText(file)} line ${index + 1} names no digest and file.`,
        {
          hint: 'Each line holds 64 hexadecimal digits, two spaces and a path, as sha256sum writes them.',
          at: { file, line: index + 1 },
        },
      );
    byPath.set(match[2], { algorithm: 'sha256', value: match[1].toLowerCase() });
  }
  return byPath;
}
