import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { CredenceError } from '../../../core/error.ts';
import { fileBytes } from '../files/file-bytes.ts';
import { HttpClient } from '../http/http-client.ts';
import { remoteBytes } from '../http/remote-bytes.ts';

/** Where a repository keeps content by MD5: its cache, then its remote. */
export class DvcStore {
  readonly #folders: readonly string[];
  readonly #remote: string | null;
  readonly #client: HttpClient;

  private constructor(
    folders: readonly string[],
    remote: string | null,
    signal: AbortSignal | undefined,
  ) {
    this.#folders = folders;
    this.#remote = remote;
    this.#client = new HttpClient({ signal });
  }

  /** Finds the repository around a file and reads its configuration (`.dvc/config`, and `config.local`). */
  static async around(file: string, signal?: AbortSignal): Promise<DvcStore> {
    const root = await repositoryOf(file);
    const configuration = {
      ...(await readConfig(root, 'config')),
      ...(await readConfig(root, 'config.local')),
    };
    const cache = configuration['cache.dir'];
    const name = configuration['core.remote'];
    const url = name === undefined ? undefined : configuration[`remote.${name}.url`];
    const base = join(root, '.dvc');
    const http = url !== undefined && /^https?:\/\//.test(url);
    const local =
      url === undefined || http || /^[a-z0-9+]+:\/\//i.test(url) ? [] : [resolve(base, url)];
    return new DvcStore(
      [cache === undefined ? join(base, 'cache') : resolve(base, cache), ...local],
      http ? url : null,
      signal,
    );
  }

  /**
   * The bytes that have this MD5. Whether they really have it is for the caller to check.
   *
   * @throws CredenceError `NOT_FOUND` where neither cache nor remote holds them.
   */
  async *open(
    md5: string,
    { directory, offset }: { directory: boolean; offset: number },
  ): AsyncIterable<Uint8Array> {
    const name = `${md5.slice(0, 2)}/${md5.slice(2)}${directory ? '.dir' : ''}`;
    for (const folder of this.#folders)
      for (const at of [join(folder, 'files', 'md5', name), join(folder, name)])
        if ((await stat(at).catch(() => null))?.isFile() === true) {
          yield* fileBytes(at, offset);
          return;
        }
    if (this.#remote === null)
      throw new CredenceError('NOT_FOUND', `Neither cache nor remote holds ${md5}.`, {
        hint: 'Run dvc pull there first; remotes other than folders and HTTP are read through the cache.',
      });
    const url = `${this.#remote.replace(/\/+$/, '')}/files/md5/${name}`;
    yield* remoteBytes(this.#client, { url }, offset);
  }
}

async function repositoryOf(file: string): Promise<string> {
  for (let at = dirname(file); ; at = dirname(at)) {
    if ((await stat(join(at, '.dvc')).catch(() => null))?.isDirectory() === true) return at;
    if (dirname(at) === at)
      throw new CredenceError('FILE_NOT_FOUND', 'There is no .dvc folder above this file.', {
        hint: 'Name a file inside a DVC repository.',
        at: { file },
      });
  }
}

/** The configuration as `section.key`, and `remote.<name>.key` for `['remote "<name>"']`. */
async function readConfig(root: string, name: string): Promise<Record<string, string>> {
  const text = await readFile(join(root, '.dvc', name), 'utf8').catch(() => '');
  const values: Record<string, string> = {};
  let section = '';
  for (const line of text.split('\n')) {
    const header = /^\s*\[\s*'?(\w+)(?:\s+"([^"]+)")?'?\s*\]/.exec(line);
    if (header?.[1] !== undefined)
      section = header[2] === undefined ? header[1] : `${header[1]}.${header[2]}`;
    const pair = /^\s*([\w.-]+)\s*=\s*(.*?)\s*$/.exec(line);
    if (pair?.[1] !== undefined && pair[2] !== undefined) values[`${section}.${pair[1]}`] = pair[2];
  }
  return values;
}
