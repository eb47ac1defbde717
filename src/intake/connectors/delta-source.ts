import { resolve } from 'node:path';
import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import { changedIdentity } from './changed-identity.ts';
import type { Connector, RemoteFile } from './connector.ts';
import { readDeletionVector } from './delta/deletion-vector.ts';
import type { DeltaFile } from './delta/delta-actions.ts';
import { newestVersion, replayLog } from './delta/delta-log.ts';
import { eachFile } from './each-file.ts';
import { fileBytes } from './files/file-bytes.ts';
import { insideFolder } from './files/inside-folder.ts';
import { notPinned } from './not-pinned.ts';
import { checkRemotePath, DistinctPaths, decodedPath } from './remote-path.ts';

/**
 * A Delta table of this machine at a version: `delta:folder@version`. The log holds no digest of any
 * file and deletion vectors hide rows without touching one, so both are recorded.
 */
export const deltaSource: Connector = {
  system: 'delta',
  accepts: (uri) => /^delta:/i.test(uri),

  async pin(uri, { identity, scratch }) {
    const match = /^delta:(.+?)(?:@(\d{1,15}))?$/is.exec(uri);
    const table = resolve(match?.[1] ?? '');
    const newest = await newestVersion(table);
    if (match?.[2] === undefined)
      throw notPinned(
        uri,
        `The newest version changes. At this moment it is ${newest}: delta:${table}@${newest}.`,
      );
    const version = Number(match[2]);
    if (version > newest)
      throw new CredenceError(
        'NOT_FOUND',
        `The table has no version ${version}; its newest is ${newest}.`,
        {
          hint: 'Choose a version that is there.',
          at: { file: table },
        },
      );
    const snapshot = await replayLog(table, version, scratch);
    const files: RemoteFile[] = [];
    for (const file of snapshot.files) files.push(await remoteFile(table, file));
    files.sort((one, other) => (one.path < other.path ? -1 : 1));
    const distinct = new DistinctPaths();
    for (const { path } of files) distinct.add(path);
    return {
      system: 'delta',
      asked: visibleText(uri),
      served: visibleText(table),
      version: `${snapshot.tableId} version ${version}, commit ${snapshot.commit}`,
      parents: version === 0 ? [] : [`${snapshot.tableId} version ${version - 1}`],
      author: snapshot.author === null ? null : visibleText(snapshot.author),
      time: snapshot.time,
      licence: null,
      headers: {},
      identity: { table: snapshot.tableId },
      signals: changedIdentity(identity, { table: snapshot.tableId }),
      files: () => eachFile(files),
    };
  },
};

async function remoteFile(
  table: string,
  { path, size, deletionVector }: DeltaFile,
): Promise<RemoteFile> {
  const name = checkRemotePath(decodedPath(path));
  const at = await insideFolder(table, name);
  return {
    path: name,
    size: size ?? null,
    published: null,
    at,
    ...(deletionVector ? { deletedRows: await readDeletionVector(table, deletionVector) } : {}),
    open: (offset) => fileBytes(at, offset),
  };
}
