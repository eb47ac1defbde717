import { realpath, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { Connector, RemoteFile } from './connector.ts';
import { eachFile } from './each-file.ts';
import { fileBytes } from './files/file-bytes.ts';
import { type ListedFile, listFiles } from './files/list-files.ts';
import { publishedSums } from './files/published-sums.ts';
import type { PublishedDigest } from './published-digest.ts';
import { checkRemotePath } from './remote-path.ts';

/** A file or a folder of this machine. What is there now is the version: its digests are what pins it. */
export const fileSource: Connector = {
  system: 'file',
  accepts: (uri) => /^file:/i.test(uri) || !/^[a-z][a-z0-9+.-]+:/i.test(uri),

  async pin(uri, { now }) {
    const at = await located(uri);
    const found = await stat(at);
    const folder = found.isDirectory();
    const listed = folder
      ? await listFiles(at)
      : [{ path: checkRemotePath(basename(at)), at, size: found.size }];
    if (listed.length === 0)
      throw new CredenceError('DATA_EMPTY', `${visibleText(at)} holds no file.`, {
        hint: 'Check the path.',
        at: { file: at },
      });
    const sums = folder ? (await publishedSums(at)).byPath : new Map<string, PublishedDigest>();
    return {
      system: 'file',
      asked: visibleText(uri),
      served: visibleText(at),
      version: `found ${now.toISOString()}`,
      parents: [],
      author: null,
      time: found.mtime.toISOString(),
      licence: null,
      headers: {},
      identity: {},
      signals: [],
      files: () => eachFile(listed.map((file) => remoteFile(file, sums.get(file.path) ?? null))),
    };
  },
};

function remoteFile(
  { path, at, size }: ListedFile,
  published: RemoteFile['published'],
): RemoteFile {
  return { path, size, published, at, open: (offset) => fileBytes(at, offset) };
}

async function located(uri: string): Promise<string> {
  const path = /^file:/i.test(uri) ? fileURLToPath(uri) : uri;
  try {
    return await realpath(path);
  } catch (cause) {
    throw new CredenceError('FILE_NOT_FOUND', `There is no ${visibleText(path)}.`, {
      hint: 'Check the path.',
      at: { file: path },
      cause,
    });
  }
}
