import { z } from 'zod';
import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { Connector, RemoteFile } from './connector.ts';
import { HttpClient, type HttpRequest } from './http/http-client.ts';
import { readJson } from './http/read-json.ts';
import { recordedHeaders } from './http/recorded-headers.ts';
import { remoteBytes } from './http/remote-bytes.ts';
import { notPinned } from './not-pinned.ts';
import { checkRemotePath, DistinctPaths } from './remote-path.ts';

const COMMIT = z.object({
  id: z.string(),
  parents: z.array(z.string()),
  committer: z.string(),
  creation_date: z.number(),
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

  async pin(uri, { environment, signal }) {
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
    return {
      system: 'lakefs',
      asked: visibleText(uri),
      served: visibleText(`${lake.base}${at}`),
      version: commit.id,
      parents: commit.parents,
      author: visibleText(commit.committer),
      time: new Date(commit.creation_date * 1000).toISOString(),
      licence: null,
      headers: recordedHeaders(answer.headers),
      identity: { repository },
      signals: [],
      files: () => objects(lake, { at: `${at}/refs/${reference}/objects`, prefix }),
    };
  },
};

async function* objects(
  lake: Lake,
  { at, prefix }: { readonly at: string; readonly prefix: string },
): AsyncIterable<RemoteFile> {
  const distinct = new DistinctPaths();
  let after = '';
  for (;;) {
    const query = new URLSearchParams({ prefix, after, amount: '1000' });
    const { value } = await readJson(lake.client, request(lake, `${at}/ls?${query}`));
    const { results, pagination } = parsed(LISTING, value);
    for (const { path, path_type, size_bytes } of results) {
      if (path_type !== 'object') continue;
      distinct.add(checkRemotePath(path));
      const object = request(lake, `${at}?${new URLSearchParams({ path })}`);
      yield {
        path,
        size: size_bytes ?? null,
        published: null,
        open: (offset) => remoteBytes(lake.client, object, offset),
      };
    }
    if (!pagination.has_more) return;
    // A listing that does not move on would never end.
    if (pagination.next_offset <= after) throw malformed();
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
