import { createHash } from 'node:crypto';
import type { TestContext } from 'node:test';
import { serveBytes } from './serve-bytes.ts';
import { type StubServer, sendJson, stubServer } from './stub-server.ts';

export interface LakefsStub extends StubServer {
  readonly commit: string;
  files: Record<string, string>;
  created: number;
  environment(): Readonly<Record<string, string>>;
}

const PAGE = 2;
const [ID, SECRET] = ['AKIAIOSFOLQUICKSTART', 'wJalrXUtnFEMI'];

/** A lakeFS server with one repository, `lake`, and one commit on its branch `main`. */
export async function lakefsStub(
  context: Pick<TestContext, 'after'>,
  files: Record<string, string>,
): Promise<LakefsStub> {
  const commit = createHash('sha256').update('commit').digest('hex');
  const state = { files, created: 1_780_000_000 };
  const server = await stubServer(context, (request, response) => {
    const { url, headers } = request;
    if (headers.authorization !== `Basic ${Buffer.from(`${ID}:${SECRET}`).toString('base64')}`)
      return sendJson(response, { message: 'error authenticating request' }, { status: 401 });
    const at = url.pathname.replace('/api/v1/repositories/lake', '');
    if (at === '')
      return sendJson(response, {
        id: 'lake',
        creation_date: state.created,
        default_branch: 'main',
        storage_namespace: 's3://lake-storage',
        read_only: false,
      });
    if (at === '/commits/main' || at === `/commits/${commit}`)
      return sendJson(response, {
        id: commit,
        parents: ['0'.repeat(64)],
        committer: 'ann',
        message: 'Import',
        creation_date: 1_780_000_100,
        meta_range_id: 'abc',
        metadata: {},
        generation: 2,
        version: 1,
      });
    if (at === `/refs/${commit}/objects/ls`) {
      const prefix = url.searchParams.get('prefix') ?? '';
      const after = url.searchParams.get('after') ?? '';
      const rest = Object.keys(state.files)
        .filter((path) => path.startsWith(prefix) && path > after)
        .sort();
      const page = rest.slice(0, PAGE);
      return sendJson(response, {
        pagination: {
          has_more: rest.length > PAGE,
          next_offset: rest.length > PAGE ? page.at(-1) : '',
          results: page.length,
          max_per_page: 1000,
        },
        results: page.map((path) => ({
          path,
          path_type: 'object',
          physical_address: `s3://lake-storage/${path}`,
          checksum: createHash('md5')
            .update(state.files[path] ?? '')
            .digest('hex'),
          size_bytes: Buffer.byteLength(state.files[path] ?? ''),
          mtime: 1_780_000_050,
        })),
      });
    }
    const text = state.files[url.searchParams.get('path') ?? ''];
    if (at !== `/refs/${commit}/objects` || text === undefined)
      return sendJson(response, { message: 'not found' }, { status: 404 });
    return serveBytes(request, response, { bytes: Buffer.from(text) });
  });
  return Object.assign(state, {
    ...server,
    commit,
    environment: () => ({
      LAKECTL_SERVER_ENDPOINT_URL: server.origin,
      LAKECTL_CREDENTIALS_ACCESS_KEY_ID: ID,
      LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY: SECRET,
    }),
  });
}
