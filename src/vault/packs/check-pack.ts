import { digestOf } from '../../core/digest.ts';
import { CredenceError } from '../../core/error.ts';
import type { FileSystem, OpenFile } from '../../core/storage/file-system.ts';
import { readWhole } from '../file-chunks.ts';
import type { VaultProblem } from '../object-store.ts';
import type { Checked, PackInput } from '../threads/vault-task.ts';
import { vaultProblem } from '../vault-problem.ts';
import { Pack } from './pack.ts';
import {
  FOOTER_BYTES,
  INDEX_ENTRY_BYTES,
  PACK_START,
  type PackedObject,
  recordHeader,
} from './pack-format.ts';

/** Bytes read at a time: many small objects. */
const WINDOW_BYTES = 4 * 1024 * 1024;

/** Reads and hashes the objects of a pack: data, headers, index, and that nothing lies between them. */
export function checkPack({ path, only }: PackInput, files: FileSystem): Checked {
  try {
    const pack = Pack.open(path, files);
    const file = files.open(path);
    try {
      return only === null
        ? checkWhole(pack, file, files)
        : checkSome(
            pack,
            only.map((digest) => pack.find(digest)).filter((object) => object !== null),
            files,
          );
    } finally {
      files.close(file);
    }
  } catch (error) {
    if (!(error instanceof CredenceError)) throw error;
    const problem = vaultProblem('unreadable', { digest: null, path }, error.message);
    return { objects: 0, bytes: 0, problems: [problem] };
  }
}

function checkSome(pack: Pack, objects: readonly PackedObject[], files: FileSystem): Checked {
  const bad = objects.filter((object) => pack.read(object, files) === null);
  return {
    objects: objects.length,
    bytes: objects.reduce((sum, { length }) => sum + length, 0),
    problems: bad.map((object) => altered(pack.path, object)),
  };
}

function checkWhole(pack: Pack, file: OpenFile, files: FileSystem): Checked {
  const problems: VaultProblem[] = [];
  const { path } = pack;
  if (!pack.intact) problems.push(vaultProblem('damaged-index', { digest: null, path }));
  const window = new Window(file, files);
  let at = PACK_START.length;
  if (!window.bytes(0, at).equals(PACK_START)) problems.push(between(path, 0));
  let bytes = 0;
  const objects = [...pack.objects()].sort((one, other) => one.offset - other.offset);
  for (const object of objects) {
    const header = recordHeader(object.digest, object.length);
    const start = object.offset - header.length;
    const whole =
      start === at &&
      object.offset + object.length <= file.size &&
      window.bytes(start, header.length).equals(header) &&
      digestOf(window.bytes(object.offset, object.length)) === object.digest;
    if (!whole) problems.push(altered(path, object));
    at = object.offset + object.length;
    bytes += object.length;
  }
  const end = file.size - FOOTER_BYTES - objects.length * INDEX_ENTRY_BYTES;
  if (pack.intact && at !== end) problems.push(between(path, at));
  return { objects: objects.length, bytes, problems };
}

function altered(path: string, { digest, offset }: PackedObject): VaultProblem {
  return vaultProblem('altered', { digest, path, byte: offset });
}

function between(path: string, byte: number): VaultProblem {
  return vaultProblem('altered', { digest: null, path, byte }, 'outside of all objects');
}

/** A part of a file in memory, moved forward as it is read. */
class Window {
  readonly #file: OpenFile;
  readonly #files: FileSystem;
  #start = 0;
  #held: Buffer = Buffer.alloc(0);

  constructor(file: OpenFile, files: FileSystem) {
    this.#file = file;
    this.#files = files;
  }

  /** Bytes of the file; fewer where it ends. */
  bytes(start: number, length: number): Buffer {
    const from = start - this.#start;
    if (from < 0 || from + length > this.#held.length) {
      const buffer = Buffer.allocUnsafe(Math.max(WINDOW_BYTES, length));
      const count = readWhole(this.#file, buffer, { at: start, files: this.#files });
      this.#start = start;
      this.#held = buffer.subarray(0, count);
    }
    return this.#held.subarray(start - this.#start, start - this.#start + length);
  }
}
