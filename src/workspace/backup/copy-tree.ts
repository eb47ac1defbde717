import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Digest, DigestStream } from '../../core/digest.ts';
import { CredenceError } from '../../core/error.ts';

/** One file of a tree; its path has `/` whatever the system. */
export interface TreeFile {
  readonly path: string;
  readonly size: number;
  readonly digest: Digest;
}

const CHUNK = 1_048_576;

/** Paths of all regular files below a folder, in order; names in `skip` are passed over at the top. */
export function* walkTree(root: string, skip: ReadonlySet<string> = new Set()): Generator<string> {
  for (const entry of readdirSync(root, { withFileTypes: true }).sort(byName)) {
    if (skip.has(entry.name)) continue;
    if (entry.isDirectory()) {
      for (const below of walkTree(join(root, entry.name))) yield `${entry.name}/${below}`;
    } else if (entry.isFile()) {
      yield entry.name;
    }
  }
}

/**
 * Copies a file, flushed to the disk, hashing what was copied. Files that others may write meanwhile
 * are none of those that are copied: what a workspace keeps is written once.
 *
 * @throws CredenceError `STORAGE_FAILED`
 */
export function copyFile(from: string, to: string): Omit<TreeFile, 'path'> {
  return eachChunk(from, (chunks) => {
    const output = openSync(to, 'wx', lstatSync(from).mode & 0o777);
    try {
      const copied = hashOf(chunks, (chunk) => writeAll(output, chunk));
      fsyncSync(output);
      return copied;
    } finally {
      closeSync(output);
    }
  });
}

/** Size and digest of a file. */
export function digestFile(path: string): Omit<TreeFile, 'path'> {
  return eachChunk(path, (chunks) => hashOf(chunks, () => undefined));
}

/** Copies a tree; folders are flushed too. */
export function copyTree(from: string, to: string, skip?: ReadonlySet<string>): void {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  const folders = new Set(['']);
  for (const path of walkTree(from, skip)) {
    const folder = path.split('/').slice(0, -1).join('/');
    if (!folders.has(folder)) mkdirSync(join(to, folder), { recursive: true, mode: 0o700 });
    folders.add(folder);
    copyFile(join(from, path), join(to, path));
  }
  for (const folder of folders) flushFolder(join(to, folder));
}

export function flushFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function eachChunk<Result>(path: string, use: (chunks: Iterable<Uint8Array>) => Result): Result {
  try {
    const input = openSync(path, 'r');
    try {
      return use(chunksOf(input));
    } finally {
      closeSync(input);
    }
  } catch (cause) {
    throw new CredenceError('STORAGE_FAILED', `${path} could not be copied or read.`, {
      at: { file: path },
      hint: 'See that both folders may be used and that the disk has room.',
      cause,
    });
  }
}

function* chunksOf(file: number): Generator<Uint8Array> {
  const buffer = Buffer.allocUnsafe(CHUNK);
  for (;;) {
    const count = readSync(file, buffer);
    if (count === 0) return;
    yield buffer.subarray(0, count);
  }
}

function hashOf(
  chunks: Iterable<Uint8Array>,
  take: (chunk: Uint8Array) => void,
): Omit<TreeFile, 'path'> {
  const hash = new DigestStream();
  let size = 0;
  for (const chunk of chunks) {
    hash.update(chunk);
    take(chunk);
    size += chunk.length;
  }
  return { size, digest: hash.finish() };
}

function writeAll(file: number, data: Uint8Array): void {
  for (let written = 0; written < data.length; ) written += writeSync(file, data, written);
}

function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return one.name < other.name ? -1 : 1;
}
