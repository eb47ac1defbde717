import { type Digest, DigestStream } from '../core/digest.ts';
import { CredenceError } from '../core/error.ts';
import type { FileSystem } from '../core/storage/file-system.ts';
import { objectPath } from './object-path.ts';
import type { PackFolder } from './packs/pack-folder.ts';

const CHUNK_BYTES = 1024 * 1024;

/** Where objects are read from. */
export interface ReadMeans {
  readonly root: string;
  readonly files: FileSystem;
  readonly packs: PackFolder;
}

/** The bytes of an object, as `ObjectStore.read` describes. */
export async function* readObject(digest: Digest, means: ReadMeans): AsyncGenerator<Buffer> {
  const path = objectPath(means.root, digest);
  if (means.files.status(path) === null) yield readPacked(digest, means);
  else yield* readAlone(digest, path, means.files);
}

/** One piece behind, so that the last is held back until the digest of all is known. */
function* readAlone(digest: Digest, path: string, files: FileSystem): Generator<Buffer> {
  const file = files.open(path);
  try {
    const hash = new DigestStream();
    let held: Buffer | null = null;
    for (let at = 0; ; ) {
      const buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, Math.max(1, file.size - at)));
      const count = files.read(file, buffer, at);
      if (count === 0) break;
      at += count;
      const chunk = buffer.subarray(0, count);
      hash.update(chunk);
      if (held !== null) yield held;
      held = chunk;
    }
    if (hash.finish() !== digest) throw altered(digest, path);
    if (held !== null) yield held;
  } finally {
    files.close(file);
  }
}

function readPacked(digest: Digest, { files, packs }: ReadMeans): Buffer {
  if (packs.find(digest).length === 0) packs.refresh();
  let damagedPack: string | null = null;
  for (const { pack, object } of packs.find(digest)) {
    const data = files.status(pack.path) === null ? null : pack.read(object, files);
    if (data !== null) return data;
    damagedPack = pack.path;
  }
  throw damagedPack === null ? missingObject(digest) : altered(digest, damagedPack);
}

export function missingObject(digest: Digest): CredenceError {
  return new CredenceError('NOT_FOUND', `The vault does not hold ${digest}.`, {
    hint: 'Restore it from a backup, or take it in again from its source.',
  });
}

function altered(digest: Digest, path: string): CredenceError {
  return new CredenceError(
    'INTEGRITY_FAILED',
    `${digest} was altered: ${path} holds other bytes.`,
    { hint: 'Restore it from a backup, or take it in again from its source.', at: { file: path } },
  );
}
