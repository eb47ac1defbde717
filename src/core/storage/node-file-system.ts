import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  type Stats,
  unlinkSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { CredenceError } from '../error.ts';
import type { FileStatus, FileSystem, OutputFile } from './file-system.ts';
import { errnoOf, type StorageStep, storageError } from './storage-error.ts';

/** Windows has neither flag; there a link is told by its status. */
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
const NO_BLOCK = constants.O_NONBLOCK ?? 0;
const DIRECT = constants.O_DIRECT ?? 0;
const CREATE = constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | NO_FOLLOW;

/** The machine's file system; every failure is a CredenceError with the path and what to do. */
export const nodeFileSystem: FileSystem = {
  create: (path, direct = false) =>
    (direct ? createDirect(path) : null) ?? {
      descriptor: attempt(path, 'written', () => openSync(path, CREATE, 0o644)),
      path,
      direct: false,
    },

  open(path) {
    const descriptor = attempt(path, 'read', () =>
      openSync(path, constants.O_RDONLY | NO_FOLLOW | NO_BLOCK),
    );
    const stats = attempt(path, 'read', () => fstatSync(descriptor));
    if (stats.isFile()) return { descriptor, path, size: stats.size, modifiedMs: stats.mtimeMs };
    closeSync(descriptor);
    throw new CredenceError('FILE_UNREADABLE', `${path} is not a regular file.`, {
      hint: 'Only regular files are read: no folders, devices or pipes.',
      at: { file: path },
    });
  },

  read: (file, buffer, position) =>
    attempt(file.path, 'read', () => readSync(file.descriptor, buffer, 0, buffer.length, position)),

  write({ descriptor, path }, data) {
    attempt(path, 'written', () => {
      for (let done = 0; done < data.length; )
        done += writeSync(descriptor, data, done, data.length - done);
    });
  },

  truncate: ({ descriptor, path }, size) =>
    attempt(path, 'written', () => ftruncateSync(descriptor, size)),
  flush: ({ descriptor, path }) => attempt(path, 'written', () => fsyncSync(descriptor)),
  close: ({ descriptor }) => closeSync(descriptor),
  makeReadOnly: ({ descriptor, path }) =>
    attempt(path, 'written', () => fchmodSync(descriptor, 0o444)),
  rename: (from, to) => attempt(to, 'written', () => renameSync(from, to)),

  remove(path) {
    attempt(path, 'written', () => {
      try {
        unlinkSync(path);
      } catch (error) {
        if (errnoOf(error) !== 'ENOENT') throw error;
      }
    });
  },

  flushFolder(path) {
    if (process.platform === 'win32') return;
    attempt(path, 'written', () => {
      const folder = openSync(path, constants.O_RDONLY);
      try {
        fsyncSync(folder);
      } finally {
        closeSync(folder);
      }
    });
  },

  makeFolder: (path) =>
    attempt(path, 'written', () => mkdirSync(path, { recursive: true }) !== undefined),

  status(path) {
    const stats = attempt(path, 'read', () => lstatSync(path, { throwIfNoEntry: false }));
    return stats === undefined ? null : statusOf(stats);
  },

  touch: (path) =>
    attempt(path, 'written', () => {
      const now = new Date();
      try {
        utimesSync(path, now, now);
        return true;
      } catch (error) {
        if (errnoOf(error) === 'ENOENT') return false;
        throw error;
      }
    }),

  list: (path) =>
    attempt(path, 'read', () => {
      try {
        return readdirSync(path).sort();
      } catch (error) {
        if (errnoOf(error) === 'ENOENT') return [];
        throw error;
      }
    }),
};

/** Null where the file system cannot write past the cache. */
function createDirect(path: string): OutputFile | null {
  if (DIRECT === 0) return null;
  try {
    return { descriptor: openSync(path, CREATE | DIRECT, 0o644), path, direct: true };
  } catch (error) {
    if (errnoOf(error) !== 'EINVAL') throw storageError(error, path, 'written');
    // Some systems have created the file before they find that they cannot.
    nodeFileSystem.remove(path);
    return null;
  }
}

function attempt<Result>(path: string, step: StorageStep, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    throw storageError(error, path, step);
  }
}

function statusOf(stats: Stats): FileStatus {
  const plain = stats.isDirectory() ? 'folder' : 'other';
  return {
    kind: stats.isFile() ? 'file' : plain,
    size: stats.size,
    modifiedMs: stats.mtimeMs,
  };
}
