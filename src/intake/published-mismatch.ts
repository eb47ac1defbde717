import type { Digest } from '../core/digest.ts';
import type { StoredObject } from '../vault/object-store.ts';
import type { RemoteFile } from './connectors/connector.ts';
import { fileBytes } from './connectors/files/file-bytes.ts';
import { publishedHash } from './connectors/published-digest.ts';
import type { FetchedFile } from './fetch-journal.ts';

/** A file that is not what its publisher says. */
export interface PublishedMismatch {
  readonly path: string;
  readonly algorithm: string;
  readonly published: string;
  readonly found: string;
  /** The bytes as they came. */
  readonly sha256: Digest;
  readonly size: number;
}

interface StoredFile {
  readonly file: RemoteFile;
  readonly at: string;
  readonly stored: StoredObject | undefined;
}

/** Holds what came against what was published, by the publisher's own algorithm. */
export async function holdAgainstPublished(files: readonly StoredFile[]): Promise<{
  readonly matches: readonly FetchedFile[];
  readonly mismatches: readonly PublishedMismatch[];
}> {
  const matches: FetchedFile[] = [];
  const mismatches: PublishedMismatch[] = [];
  for (const { file, at, stored } of files) {
    if (stored === undefined) continue;
    const { path, published } = file;
    const { digest: sha256, size } = stored;
    const found = published === null ? null : await foundDigest(file, { at, stored });
    if (published === null || found === null)
      matches.push({ path, sha256, size, published: 'not-published' });
    else if (found === published.value) matches.push({ path, sha256, size, published: 'match' });
    else {
      const { algorithm, value } = published;
      mismatches.push({ path, algorithm, published: value, found, sha256, size });
    }
  }
  return { matches, mismatches };
}

async function foundDigest(
  { published }: RemoteFile,
  { at, stored }: { readonly at: string; readonly stored: StoredObject },
): Promise<string | null> {
  if (published === null) return null;
  if (published.algorithm === 'sha256') return stored.digest.slice('sha256:'.length);
  const hash = publishedHash(published, stored.size);
  for await (const chunk of fileBytes(at, 0)) hash.update(chunk);
  return hash.digest('hex');
}
