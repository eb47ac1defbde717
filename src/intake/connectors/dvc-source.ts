import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { canonicalJson } from '../../core/canonical-json.ts';
import { digestOf } from '../../core/digest.ts';
import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { Connector, RemoteFile } from './connector.ts';
import { dvcDirectory } from './dvc/dvc-directory.ts';
import { type DvcOutput, dvcOutputs } from './dvc/dvc-outputs.ts';
import { DvcStore } from './dvc/dvc-store.ts';
import { eachFile } from './each-file.ts';
import { checkRemotePath, DistinctPaths } from './remote-path.ts';

/**
 * What a `.dvc` file or `dvc.lock` records. Its MD5 is compared and recorded, and pins nothing for us:
 * two contents with one MD5 can be made.
 */
export const dvcSource: Connector = {
  system: 'dvc',
  accepts: (uri) => /^dvc:/i.test(uri) || /(^|\/)(dvc\.lock|[^/]+\.dvc)$/.test(uri),

  async pin(uri, { signal }) {
    const file = resolve(uri.replace(/^dvc:/i, ''));
    const text = await readFile(file, 'utf8').catch((cause: unknown) => {
      throw new CredenceError('FILE_NOT_FOUND', `There is no ${visibleText(file)}.`, {
        hint: 'Name a .dvc file or dvc.lock.',
        at: { file },
        cause,
      });
    });
    const { outputs, parents } = dvcOutputs(text, file);
    const store = await DvcStore.around(file, signal);
    const files: RemoteFile[] = [];
    for (const output of outputs) files.push(...(await filesOf(output, store)));
    const distinct = new DistinctPaths();
    for (const { path } of files) distinct.add(path);
    files.sort((one, other) => (one.path < other.path ? -1 : 1));
    return {
      system: 'dvc',
      asked: visibleText(uri),
      served: visibleText(file),
      version: versionOf(outputs),
      parents: parents.map(visibleText),
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

function versionOf(outputs: readonly DvcOutput[]): string {
  const [first, ...others] = outputs;
  return first !== undefined && others.length === 0
    ? `md5 ${first.md5}`
    : digestOf(canonicalJson(outputs));
}

async function filesOf(output: DvcOutput, store: DvcStore): Promise<readonly RemoteFile[]> {
  if (!output.directory) return [remoteFile(output.path, output, store)];
  const entries = await dvcDirectory(
    store.open(output.md5, { directory: true, offset: 0 }),
    output.md5,
  );
  return entries.map(({ md5, path }) =>
    remoteFile(`${output.path}/${path}`, { md5, ofBytes: output.ofBytes, size: null }, store),
  );
}

function remoteFile(
  path: string,
  { md5, ofBytes, size }: Pick<DvcOutput, 'md5' | 'ofBytes' | 'size'>,
  store: DvcStore,
): RemoteFile {
  return {
    path: checkRemotePath(path),
    size,
    published: ofBytes ? { algorithm: 'md5', value: md5 } : null,
    open: (offset) => store.open(md5, { directory: false, offset }),
  };
}
