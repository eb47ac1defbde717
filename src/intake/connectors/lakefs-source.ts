import { z } from 'zod';
import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import { changedIdentity } from './changed-identity.ts';
import type { Connector, RemoteFile } from './connector.ts';
import { HttpClient, type HttpRequest, shown } from './http/http-client.ts';
import { readJson } from './http/read-json.ts';
import { recordedHeaders } from './http/recorded-headers.ts';
import { remoteBytes } from './http/remote-bytes.ts';
import { notPinned } from './not-pinned.ts';
import { checkRemotePath, DistinctPaths } from './remote-path.ts';
import { rfc3339 } from './rfc3339.ts';

const COMMIT = z.object({
  id: z.string(),
  parents: z.array(z.string()),
  committer: z.string(),
  creation_date: z.number(),
});
const REPOSITORY = z.object({
  id: z.string().max(200),
  creation_date: z.number(),
  storage_namespace: z.string().max(1024),
});
const LISTING = z.object({
  pagination: z.object({ has_more: z.boolean(), next_offset: z.string() }),
  results: z.array(
    z.object({
      path: z.string(),
      path_type: z.string(),
      size_bytes: z.number().int().nonnegative().optional(),
    }),
  ),
});

interface Lake {
  readonly client: HttpClient;
  readonly base: string;
  readonly authorization: string;
}

/**
 * Objects of a lakeFS repository at a commit: `lakefs://repository/commit/prefix`. The checksums that
 * it gives are those of the object store below it and prove nothing, so none is taken as published.
 */
export const lakefsSource: Connector = {
  system: 'lakefs',
  accepts: (uri) => /^lakefs:\/\//i.test(uri),

  async pin(uri, { environment, identity, signal }) {
    const { repository, reference, prefix } = parseReference(uri);
    const lake = connect(environment, signal);
    const at = `/repositories/${encodeURIComponent(repository)}`;
    const { value, answer } = await readJson(
      lake.client,
      request(lake, `${at}/commits/${encodeURIComponent(reference)}`),
    );
    const commit = parsed(COMMIT, value);
    if (commit.id !== reference)
      throw notPinned(
        uri,
        `Branches and tags move. At this moment it is lakefs://${repository}/${commit.id}/${prefix}: use that.`,
      );
    const found = await identityOf(lake, at);
    return {
      system: 'lakefs',
      asked: visibleText(uri),
      served: shown(`${lake.base}${at}`),
      version: commit.id,
      parents: commit.parents,
      author: visibleText(commit.committer),
      time: rfc3339(commit.creation_date * 1000),
      licence: null,
      headers: recordedHeaders(answer.headers),
      identity: found,
      signals: changedIdentity(identity, found),
      files: () => objects(lake, { at: `${at}/refs/${reference}/objects`, prefix }),
    };
  },
};

/** A repository that was deleted and made anew has another date, and mostly another place. */
async function identityOf(lake: Lake, at: string): Promise<Readonly<Record<string, string>>> {
  const { value } = await readJson(lake.client, request(lake, at));
  const { id, creation_date, storage_namespace } = parsed(REPOSITORY, value);
  return {
    repository: id,
    created: String(creation_date),
    storage: visibleText(storage_namespace),
  };
}

async function* objects(
  lake: Lake,
  { at, prefix }: { readonly at: string; readonly prefix: string },
): AsyncIterable<RemoteFile> {
  const distinct = new DistinctPaths();
  const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  let after = '';
  for (;;) {
    const query = new URLSearchParams({ prefix, after, amount: '1000' });
    const { value } = await readJson(lake.client, request(lake, `${at}/ls?${query}`));
    const { results, pagination } = parsed(LISTING, value);
    for (const { path, path_type, size_bytes } of results) {
      if (path_type !== 'object') continue;
      const name = checkRemotePath(path.slice(folder.length));
      distinct.add(name);
      const object = request(lake, `${at}?${new URLSearchParams({ path })}`);
      yield {
        path: name,
        size: size_bytes ?? null,
        published: null,
        open: (offset) => remoteBytes(lake.client, object, offset),
      };
    }
    if (!pagination.has_more) return;
    // A listing that does not move on would never end.
    if (Buffer.compare(Buffer.from(pagination.next_offset), Buffer.from(after)) <= 0)
      throw malformed();
    after = pagination.next_offset;
  }
}

function parseReference(uri: string): { repository: string; reference: string; prefix: string } {
  const match = /^lakefs:\/\/([a-z0-9][a-z0-9-]{2,62})\/([^/]+)(?:\/(.*))?$/i.exec(uri);
  if (match?.[1] === undefined || match[2] === undefined)
    throw new CredenceError(
      'USAGE',
      `‘${visibleText(uri)}’ names no commit of a lakeFS repository.`,
      {
        hint: 'Write lakefs://REPOSITORY/COMMIT/PATH.',
      },
    );
  return { repository: match[1], reference: match[2], prefix: match[3] ?? '' };
}

/** Reads address and keys from where `lakectl` has them. */
function connect(
  environment: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal | undefined,
): Lake {
  const endpoint = environment['LAKECTL_SERVER_ENDPOINT_URL'];
  const id = environment['LAKECTL_CREDENTIALS_ACCESS_KEY_ID'];
  const secret = environment['LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY'];
  if (endpoint === undefined || id === undefined || secret === undefined)
    throw new CredenceError('CONFIG_INVALID', 'The address and the keys of lakeFS are not set.', {
      hint: 'Set LAKECTL_SERVER_ENDPOINT_URL, LAKECTL_CREDENTIALS_ACCESS_KEY_ID and LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY.',
    });
  const server = endpoint.replace(/\/+$/, '');
  return {
    client: new HttpClient({ signal }),
    base: server.endsWith('/api/v1') ? server : `${server}/api/v1`,
    authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
  };
}

function request({ base, authorization }: Lake, path: string): HttpRequest {
  return { url: `${base}${path}`, authorization };
}

function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (!result.success) throw malformed(result.error);
  return result.data;
}

function malformed(cause?: unknown): CredenceError {
  return new CredenceError('DATA_MALFORMED', 'The answer is not one of lakeFS.', {
    hint: 'Check LAKECTL_SERVER_ENDPOINT_URL.',
    cause,
  });
}
