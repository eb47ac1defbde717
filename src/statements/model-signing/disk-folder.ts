import { constants, type Dirent, type Stats } from 'node:fs';
import { lstat, open, readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import { type ByteRange, type FolderEntry, type FolderReader, ONE_FILE } from './folder-reader.ts';

const PIECE_BYTES = 2 ** 20;

/**
 * A folder, or one file, on this machine's disk.
 *
 * @throws CredenceError `FILE_NOT_FOUND`, `FILE_UNREADABLE`
 */
export async function openFolder(path: string): Promise<FolderReader> {
  const root = resolve(path);
  const status = await statusOf(root, lstat);
  if (status.isDirectory()) return new DiskFolder(root);
  if (status.isFile()) return new DiskFile(root);
  throw new CredenceError('FILE_UNREADABLE', `${path} is neither a folder nor a file.`, {
    hint: 'A link is not followed: give what it points to.',
    at: { file: path },
  });
}

class DiskFolder implements FolderReader {
  readonly name: string;
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
    this.name = basename(root);
  }

  async *entries(): AsyncIterable<FolderEntry> {
    yield* this.#below('');
  }

  read(path: string, range?: ByteRange): AsyncIterable<Uint8Array> {
    return readFile(join(this.#root, path), range);
  }

  async *#below(folder: string): AsyncIterable<FolderEntry> {
    for (const entry of await list(join(this.#root, folder))) {
      const name = nameOf(entry);
      const path = folder === '' ? name : `${folder}/${name}`;
      if (entry.isDirectory()) yield* this.#below(path);
      else yield await this.#entry(path, entry);
    }
  }

  async #entry(path: string, entry: Dirent<Buffer>): Promise<FolderEntry> {
    const full = join(this.#root, path);
    if (entry.isFile()) return { path, kind: 'file', bytes: (await statusOf(full, lstat)).size };
    if (!entry.isSymbolicLink()) return { path, kind: 'other', bytes: 0 };
    const target = await statusOf(full, stat);
    if (target.isFile()) return { path, kind: 'link-to-file', bytes: target.size };
    return { path, kind: target.isDirectory() ? 'link-to-folder' : 'other', bytes: 0 };
  }
}

class DiskFile implements FolderReader {
  readonly name: string;
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
    this.name = basename(path);
  }

  async *entries(): AsyncIterable<FolderEntry> {
    const { size } = await statusOf(this.#path, lstat);
    yield { path: ONE_FILE, kind: 'file', bytes: size };
  }

  read(_path: string, range?: ByteRange): AsyncIterable<Uint8Array> {
    return readFile(this.#path, range);
  }
}

/** A file name that is not UTF-8 has no name in a statement (OMS §6.1.2), so it cannot be passed over. */
function nameOf(entry: Dirent<Buffer>): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(entry.name);
  } catch (cause) {
    const shown = visibleText(entry.name.toString('latin1'));
    throw new CredenceError('DATA_ENCODING', `The file name ${shown} is not UTF-8.`, {
      hint: 'Rename the file.',
      cause,
    });
  }
}

function list(folder: string): Promise<Dirent<Buffer>[]> {
  return readdir(folder, { withFileTypes: true, encoding: 'buffer' }).catch((cause: unknown) => {
    throw unreadable(folder, cause);
  });
}

async function statusOf(path: string, look: (path: string) => Promise<Stats>): Promise<Stats> {
  return await look(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
}

async function* readFile(path: string, range?: ByteRange): AsyncIterable<Uint8Array> {
  // A pipe that took the file's place after it was listed must not hold the reader up.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(
    (cause: unknown) => {
      throw unreadable(path, cause);
    },
  );
  try {
    if (!(await file.stat()).isFile()) throw unreadable(path);
    const { start = 0, end = Number.POSITIVE_INFINITY } = range ?? {};
    const piece = Buffer.allocUnsafe(PIECE_BYTES);
    for (let at = start; at < end; ) {
      const { bytesRead } = await file.read(piece, 0, Math.min(PIECE_BYTES, end - at), at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield piece.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

function unreadable(path: string, cause?: unknown): CredenceError {
  const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
  return new CredenceError(
    missing ? 'FILE_NOT_FOUND' : 'FILE_UNREADABLE',
    `${visibleText(path)} cannot be read.`,
    { hint: 'Check that it is there and that you may read it.', at: { file: path }, cause },
  );
}
