import { resolve } from 'node:path';
import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import { changedIdentity } from './changed-identity.ts';
import type { Connector, RemoteFile } from './connector.ts';
import { eachFile } from './each-file.ts';
import { fileBytes } from './files/file-bytes.ts';
import { insideFolder } from './files/inside-folder.ts';
import { icebergFiles } from './iceberg/iceberg-files.ts';
import { readIcebergTable } from './iceberg/iceberg-metadata.ts';
import { notPinned } from './not-pinned.ts';
import { checkRemotePath, DistinctPaths } from './remote-path.ts';

/** An Iceberg table of this machine at a snapshot: `iceberg:folder@snapshot`. It holds no digests. */
export const icebergSource: Connector = {
  system: 'iceberg',
  accepts: (uri) => /^iceberg:/i.test(uri),

  async pin(uri, { identity, scratch }) {
    const match = /^iceberg:(.+?)(?:@(-?\d{1,19}))?$/is.exec(uri);
    const folder = resolve(match?.[1] ?? '');
    const table = await readIcebergTable(folder);
    const wanted = match?.[2];
    if (wanted === undefined)
      throw notPinned(
        uri,
        `The current snapshot changes. At this moment it is iceberg:${folder}@${table.current ?? '(none)'}.`,
      );
    const snapshot = table.snapshots.find(({ id }) => id === wanted);
    if (snapshot === undefined)
      throw new CredenceError('NOT_FOUND', `The table has no snapshot ${wanted}.`, {
        hint: 'Snapshots expire: choose one that is still there.',
        at: { file: folder },
      });
    const found = await icebergFiles(table, snapshot, { folder, scratch });
    const distinct = new DistinctPaths();
    const files: RemoteFile[] = [];
    for (const { path, size, deletedRows } of found) {
      distinct.add(checkRemotePath(path));
      const at = await insideFolder(folder, path);
      files.push({
        path,
        size,
        published: null,
        at,
        ...(deletedRows === null ? {} : { deletedRows }),
        open: (offset) => fileBytes(at, offset),
      });
    }
    files.sort((one, other) => (one.path < other.path ? -1 : 1));
    return {
      system: 'iceberg',
      asked: visibleText(uri),
      served: visibleText(folder),
      version: `${table.id} snapshot ${snapshot.id}`,
      parents: snapshot.parent === null ? [] : [`${table.id} snapshot ${snapshot.parent}`],
      author: null,
      time: snapshot.time,
      licence: null,
      headers: {},
      identity: { table: table.id },
      signals: changedIdentity(identity, { table: table.id }),
      files: () => eachFile(files),
    };
  },
};
