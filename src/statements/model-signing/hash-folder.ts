import { visibleText } from '../../core/visible-text.ts';
import type { ByteRange, FolderEntry, FolderReader } from './folder-reader.ts';
import { startHash } from './hash-algorithm.ts';
import { shardName } from './resource-name.ts';
import type { Serialization, SignedResource } from './signed-manifest.ts';

/** The digests of one file: one for the whole, or one a shard; none for an empty file in shards. */
export async function* hashFile(
  folder: FolderReader,
  { path, bytes }: FolderEntry,
  { hashType, shardSize }: Serialization,
): AsyncIterable<SignedResource> {
  if (shardSize === null) {
    const hash = startHash(hashType);
    for await (const piece of folder.read(path)) hash.update(piece);
    yield { name: path, digest: hash.digest('hex') };
    return;
  }
  for (const range of shards(bytes, shardSize)) {
    const hash = startHash(hashType);
    for await (const piece of folder.read(path, range)) hash.update(piece);
    yield { name: shardName(path, range), digest: hash.digest('hex') };
  }
}

function* shards(bytes: number, size: number): Iterable<ByteRange> {
  for (let start = 0; start < bytes; start += size)
    yield { start, end: Math.min(start + size, bytes) };
}

/** Why an entry cannot be hashed, or null where it can. */
export function reasonAgainst(entry: FolderEntry, allowSymlinks: boolean): string | null {
  const path = visibleText(entry.path);
  switch (entry.kind) {
    case 'file':
      return null;
    case 'link-to-file':
      return allowSymlinks ? null : `${path} is a link`;
    case 'link-to-folder':
      return `${path} is a link to a folder, which is never followed`;
    case 'other':
      return `${path} is neither a file nor a folder`;
  }
}

/** By code points, as the specification orders resources (OMS §5.2.1). */
export function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return Buffer.compare(Buffer.from(one.name), Buffer.from(other.name));
}
