import type { RemoteFile } from './connector.ts';

/** Files that are known already, one after another. */
export async function* eachFile(files: Iterable<RemoteFile>): AsyncIterable<RemoteFile> {
  for (const file of files) yield await Promise.resolve(file);
}
