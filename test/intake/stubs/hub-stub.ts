import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { TestContext } from 'node:test';
import { serveBytes } from './serve-bytes.ts';
import { type SeenRequest, type StubServer, sendJson, stubServer } from './stub-server.ts';

export interface HubStubCommit {
  readonly user: string;
  readonly date: string;
  readonly files: Readonly<Record<string, string>>;
}

/** A repository whose history a test writes and rewrites. */
export interface HubStubRepository {
  kind: 'datasets' | 'models';
  /** The names that it had, the present one last. */
  names: string[];
  _id: string;
  owner: { _id: string; type: 'user' | 'org'; createdAt: string; isVerified: boolean };
  /** Oldest first. */
  commits: HubStubCommit[];
  tags: Record<string, number>;
  licence: string;
  downloads: number;
  /** What the Hub's scanners say, by path. */
  scans: Record<string, string>;
  /** Bytes that are served in place of those that were committed. */
  swapped: Record<string, string>;
  private: boolean;
}

export interface HubStub extends StubServer {
  readonly repository: HubStubRepository;
  /** The commit at an index, the newest with -1. */
  sha(index: number): string;
}

const LFS_FROM = 40;
const PAGE = 2;

/** The commit's id: like git's, a digest of everything before. */
export function commitId({ commits }: HubStubRepository, index: number): string {
  return createHash('sha1')
    .update(JSON.stringify(commits.slice(0, index + 1)))
    .digest('hex');
}

function gitBlob(text: string): string {
  const bytes = Buffer.from(text);
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** A Hub with one repository, speaking the API as its OpenAPI document describes it. */
export async function hubStub(
  context: Pick<TestContext, 'after'>,
  change: Partial<HubStubRepository> = {},
): Promise<HubStub> {
  const repository: HubStubRepository = {
    kind: 'datasets',
    names: ['acme/tickets'],
    _id: '621ffdc036468d709f17434d',
    owner: {
      _id: '5e9ecfc04957053f60648a3e',
      type: 'org',
      createdAt: '2022-01-01T00:00:00.000Z',
      isVerified: true,
    },
    commits: [],
    tags: {},
    licence: 'cc-by-4.0',
    downloads: 12,
    scans: {},
    swapped: {},
    private: false,
    ...change,
  };
  const server = await stubServer(context, (request, response) =>
    answer(repository, request, response),
  );
  return {
    ...server,
    repository,
    sha: (index) => commitId(repository, index < 0 ? repository.commits.length + index : index),
  };
}

function fail(response: ServerResponse, status: number, code: string): unknown {
  return sendJson(response, { error: code }, { status, headers: { 'x-error-code': code } });
}

/** The commit that a revision names: a commit, a tag, a branch. */
function resolve(repository: HubStubRepository, revision: string): number {
  if (revision === 'main') return repository.commits.length - 1;
  const tagged = repository.tags[revision];
  if (tagged !== undefined) return tagged;
  return repository.commits.findIndex((_, index) => commitId(repository, index) === revision);
}

function answer(
  repository: HubStubRepository,
  request: SeenRequest,
  response: ServerResponse,
): unknown {
  const { url, headers } = request;
  if (repository.private && headers.authorization !== 'Bearer hf_secret')
    return fail(response, 401, 'RepoNotFound');
  const path = decodeURIComponent(url.pathname);
  const name = repository.names.at(-1) ?? '';
  const account = /^\/api\/(organizations|users)\/([^/]+)\/overview$/.exec(path);
  if (account !== null) return answerAccount(repository, account, response);
  const old = repository.names.find((one) => path.includes(`/${one}/`) || path.endsWith(`/${one}`));
  if (old === undefined) return fail(response, 404, 'RepoNotFound');
  if (old !== name) {
    response.writeHead(307, { location: request.target.replace(old, name) }).end();
    return;
  }
  const api = `/api/${repository.kind}/${name}`;
  if (path.startsWith(api))
    return answerApi(repository, { rest: path.slice(api.length), url }, response);
  const file = /\/resolve\/([^/]+)\/(.+)$/.exec(path);
  if (file?.[1] === undefined || file[2] === undefined) return fail(response, 404, 'EntryNotFound');
  return answerFile(repository, { request, revision: file[1], path: file[2] }, response);
}

function answerAccount(
  { owner, names }: HubStubRepository,
  account: RegExpExecArray,
  response: ServerResponse,
): unknown {
  const [, kind, name] = account;
  const type = kind === 'users' ? 'user' : 'org';
  if (owner.type !== type || names.at(-1)?.split('/')[0] !== name)
    return fail(response, 404, 'UserNotFound');
  const { _id, createdAt, isVerified } = owner;
  return sendJson(
    response,
    type === 'user'
      ? {
          _id,
          user: name,
          fullname: name,
          isPro: false,
          avatarUrl: '',
          type,
          createdAt,
          numModels: 1,
          numDatasets: 1,
          numFollowers: 0,
          orgs: [],
        }
      : {
          _id,
          avatarUrl: '',
          name,
          fullname: name,
          isVerified,
          numUsers: 3,
          numModels: 1,
          numDatasets: 1,
          numFollowers: 0,
        },
  );
}

function answerApi(
  repository: HubStubRepository,
  { rest, url }: { readonly rest: string; readonly url: URL },
  response: ServerResponse,
): unknown {
  const [, what = 'revision', revision = 'main'] = /^\/?([a-z-]*)\/?([^/]*)/.exec(rest) ?? [];
  if (what === 'refs')
    return sendJson(response, {
      branches: [
        {
          name: 'main',
          ref: 'refs/heads/main',
          targetCommit: commitId(repository, repository.commits.length - 1),
        },
      ],
      converts: [],
      tags: Object.entries(repository.tags).map(([name, index]) => ({
        name,
        ref: `refs/tags/${name}`,
        targetCommit: commitId(repository, index),
      })),
    });
  const at = resolve(repository, revision === '' ? 'main' : revision);
  if (at < 0) return fail(response, 404, 'RevisionNotFound');
  switch (what) {
    case '':
    case 'revision':
      return sendJson(response, info(repository, at), {
        headers: { 'x-repo-commit': commitId(repository, at) },
      });
    case 'commits':
      return sendJson(response, commits(repository, { at, url }), {
        headers: { 'x-total-count': String(at + 1) },
      });
    case 'tree':
      return answerTree(repository, { at, url }, response);
    default:
      return fail(response, 404, 'EntryNotFound');
  }
}

function info(repository: HubStubRepository, at: number): unknown {
  const { _id, names, licence, downloads, commits: all } = repository;
  const id = names.at(-1) ?? '';
  return {
    _id,
    id,
    author: id.split('/')[0],
    sha: commitId(repository, at),
    lastModified: all[at]?.date,
    private: repository.private,
    gated: false,
    disabled: false,
    tags: [`license:${licence}`],
    downloads,
    likes: 1,
    cardData: { license: licence },
    createdAt: '2022-03-02T23:29:04.000Z',
    usedStorage: 100,
    siblings: Object.keys(all[at]?.files ?? {}).map((rfilename) => ({ rfilename })),
  };
}

function commits(
  repository: HubStubRepository,
  { at, url }: { readonly at: number; readonly url: URL },
): unknown {
  const limit = Number(url.searchParams.get('limit') ?? 50);
  const start = Number(url.searchParams.get('p') ?? 0) * limit;
  return repository.commits
    .slice(0, at + 1)
    .map(({ user, date }, index) => ({
      id: commitId(repository, index),
      title: `Commit ${index}`,
      message: '',
      authors: [{ user, avatar: '' }],
      date,
    }))
    .reverse()
    .slice(start, start + limit);
}

function answerTree(
  repository: HubStubRepository,
  { at, url }: { readonly at: number; readonly url: URL },
  response: ServerResponse,
): unknown {
  const all = Object.entries(repository.commits[at]?.files ?? {}).map(([path, text]) =>
    treeEntry(repository, path, text),
  );
  const start = Number(url.searchParams.get('cursor') ?? 0);
  const next = new URL(url);
  next.searchParams.set('cursor', String(start + PAGE));
  const more = start + PAGE < all.length;
  return sendJson(response, all.slice(start, start + PAGE), {
    headers: more ? { link: `<${next.pathname}${next.search}>; rel="next"` } : {},
  });
}

function treeEntry({ scans }: HubStubRepository, path: string, text: string): unknown {
  const bytes = Buffer.from(text);
  const status = scans[path];
  const large = bytes.length >= LFS_FROM;
  return {
    type: 'file',
    oid: large ? gitBlob(`pointer of ${path}`) : gitBlob(text),
    size: bytes.length,
    path,
    ...(large
      ? {
          lfs: {
            oid: createHash('sha256').update(bytes).digest('hex'),
            size: bytes.length,
            pointerSize: 134,
          },
        }
      : {}),
    lastCommit: { id: gitBlob(path), title: 'Commit', date: '2024-01-01T00:00:00.000Z' },
    ...(status === undefined
      ? {}
      : { securityFileStatus: { status, avScan: { status }, pickleImportScan: { status } } }),
  };
}

function answerFile(
  repository: HubStubRepository,
  {
    request,
    revision,
    path,
  }: { readonly request: SeenRequest; readonly revision: string; readonly path: string },
  response: ServerResponse,
): unknown {
  const at = resolve(repository, revision);
  const text = repository.swapped[path] ?? repository.commits[at]?.files[path];
  if (text === undefined) return fail(response, 404, 'EntryNotFound');
  return serveBytes(request, response, {
    bytes: Buffer.from(text),
    extra: { 'x-repo-commit': commitId(repository, at) },
  });
}
