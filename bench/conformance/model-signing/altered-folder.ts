import type { FolderReader } from '../../../src/statements/model-signing/folder-reader.ts';

/** The same folder, but for the last byte of one file. */
export function alteredFolder(folder: FolderReader, altered: string): FolderReader {
  return {
    name: folder.name,
    entries: () => folder.entries(),
    read: (path, range) =>
      path === altered ? flipped(folder.read(path, range)) : folder.read(path, range),
  };
}

async function* flipped(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  const all = Buffer.concat(pieces);
  if (all.length > 0) all[all.length - 1] = (all.at(-1) ?? 0) ^ 1;
  yield all;
}
