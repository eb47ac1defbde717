import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { canonicalJson } from '../../core/canonical-json.ts';
import { digestOf } from '../../core/digest.ts';
import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { Connector, RemoteFile } from './connector.ts';
import { eachFile } from './each-file.ts';
import { fileBytes } from './files/file-bytes.ts';
import { type ListedFile, listFiles } from './files/list-files.ts';
import { HttpClient } from './http/http-client.ts';
import type { LfsServer } from './lfs/lfs-server.ts';
import { lfsContent } from './lfs/lfs-store.ts';
import { mayBePointer, parsePointer } from './lfs/pointer.ts';
import { checkRemotePath } from './remote-path.ts';

const LONGEST_POINTER = 1024;

/** A pointer of git-lfs, or a checkout that holds some: each names the content by SHA-256. */
export const gitLfsSource: Connector = {
  system: 'git-lfs',
  accepts: (uri) => /^git-lfs:/i.test(uri),

  async pin(uri, { environment, signal }) {
    const at = resolve(uri.slice('git-lfs:'.length));
    const found = await stat(at).catch((cause: unknown) => {
      throw new CredenceError('FILE_NOT_FOUND', `There is no ${visibleText(at)}.`, {
        hint: 'Name a pointer file or a checkout.',
        at: { file: at },
        cause,
      });
    });
    const single = { path: checkRemotePath(basename(at)), at, size: found.size };
    const listed = found.isDirectory() ? await listFiles(at) : [single];
    const url = environment['CREDENCE_LFS_URL'];
    const token = environment['CREDENCE_LFS_TOKEN'];
    const server: LfsServer | null =
      url === undefined
        ? null
        : {
            client: new HttpClient({ signal }),
            url: url.replace(/\/+$/, ''),
            authorization: token === undefined ? undefined : `Bearer ${token}`,
          };
    const files: RemoteFile[] = [];
    for (const file of listed) files.push(await described(file, server));
    return {
      system: 'git-lfs',
      asked: visibleText(uri),
      served: visibleText(at),
      version: digestOf(
        canonicalJson(files.map(({ path, published }) => [path, published?.value ?? null])),
      ),
      parents: [],
      author: null,
      time: null,
      licence: null,
      headers: {},
      identity: {},
      signals: [],
      files: () => eachFile(files),
    };
  },
};

/** A pointer as the file that it stands for; any other file as it is. */
async function described(
  { path, at, size }: ListedFile,
  server: LfsServer | null,
): Promise<RemoteFile> {
  const head = size < LONGEST_POINTER ? await readFile(at) : new Uint8Array(0);
  if (!mayBePointer(head))
    return { path, size, published: null, at, open: (offset) => fileBytes(at, offset) };
  const pointer = parsePointer(head.toString(), at);
  return {
    path,
    size: pointer.size,
    published: { algorithm: 'sha256', value: pointer.sha256 },
    open: (offset) => lfsContent(pointer, { folder: dirname(at), server }, offset),
  };
}
