import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { Connector, ConnectorOptions, PinnedSource, RemoteFile } from './connector.ts';
import { eachFile } from './each-file.ts';
import { lengthOf } from './http/content-length.ts';
import { recordedHeaders } from './http/recorded-headers.ts';
import { notPinned } from './not-pinned.ts';
import { expectedDigest, type PublishedDigest } from './published-digest.ts';
import { checkRemotePath, DistinctPaths, decodedPath } from './remote-path.ts';
import { rfc3339 } from './rfc3339.ts';
import type { S3Version } from './s3/list-versions.ts';
import { type S3Object, S3Store } from './s3/s3-store.ts';

/**
 * An object at a version (`s3://bucket/key?versionId=…`), or all objects below a prefix, whose digest
 * as a whole must then be given. ETags are no digests of the content and prove nothing.
 */
export const s3Source: Connector = {
  system: 's3',
  accepts: (uri) => /^s3:\/\//i.test(uri),

  async pin(uri, options) {
    const { bucket, key, versionId } = parseReference(uri);
    const store = new S3Store(bucket, {
      environment: options.environment,
      signal: options.signal,
      // Signatures are valid for minutes, so each request has its own time.
      now: () => new Date(),
    });
    const isPrefix = key === '' || key.endsWith('/');
    if (options.expected === undefined && (isPrefix || versionId === null))
      throw notPinned(
        uri,
        isPrefix
          ? 'Objects below a prefix change. Give the digest that all of them together must have: --sha256 <64 hexadecimal digits>.'
          : 'The newest version of an object changes. Name one, s3://BUCKET/KEY?versionId=ID, or give its digest with --sha256.',
      );
    const common = {
      system: 's3',
      asked: visibleText(uri),
      served: visibleText(store.address),
    } as const;
    return isPrefix
      ? await pinPrefix(store, key, { ...common, options })
      : await pinObject(store, { key, versionId }, { ...common, options });
  },
};

type Common = Pick<PinnedSource, 'system' | 'asked' | 'served'> & {
  readonly options: ConnectorOptions;
};

async function pinObject(
  store: S3Store,
  object: S3Object,
  { options, ...common }: Common,
): Promise<PinnedSource> {
  const { headers } = await store.head(object);
  const said = headers.get('x-amz-version-id');
  // What was put before a bucket had versions is called ‘null’, and can be replaced.
  const served = said === 'null' ? null : (said ?? object.versionId);
  if (object.versionId !== null && served !== object.versionId)
    throw new CredenceError(
      'INTEGRITY_FAILED',
      `${common.served} answers with another version than was asked for.`,
      {
        hint: 'Ask whoever runs the store.',
      },
    );
  const path = checkRemotePath(object.key.split('/').at(-1) ?? '');
  const file: RemoteFile = {
    path,
    size: lengthOf(headers),
    published: checksum(headers) ?? expectedDigest(options.expected),
    open: (offset) => store.bytes({ key: object.key, versionId: served }, offset),
  };
  return {
    ...common,
    version: served ?? options.expected ?? '',
    parents: [],
    author: null,
    time: rfc3339(headers.get('last-modified')),
    licence: null,
    headers: recordedHeaders(headers),
    identity: {},
    signals: [],
    files: () => eachFile([file]),
  };
}

async function pinPrefix(
  store: S3Store,
  prefix: string,
  { options, ...common }: Common,
): Promise<PinnedSource> {
  const versions = await bounded(store.versions(prefix));
  const distinct = new DistinctPaths();
  const files = versions
    .filter(({ key }) => !key.endsWith('/'))
    .map(({ key, versionId, size }): RemoteFile => {
      const path = checkRemotePath(key.slice(prefix.length));
      distinct.add(path);
      return {
        path,
        size,
        published: null,
        open: (offset) => store.bytes({ key, versionId }, offset),
      };
    })
    .sort((one, other) => (one.path < other.path ? -1 : 1));
  return {
    ...common,
    version: options.expected ?? '',
    parents: [],
    author: null,
    time:
      versions
        .flatMap(({ lastModified }) => lastModified ?? [])
        .sort()
        .at(-1) ?? null,
    licence: null,
    headers: {},
    identity: {},
    signals: [],
    files: () => eachFile(files),
  };
}

const MOST_OBJECTS = 10_000_000;

async function bounded(versions: AsyncIterable<S3Version>): Promise<readonly S3Version[]> {
  const all: S3Version[] = [];
  for await (const version of versions) {
    if (all.length === MOST_OBJECTS)
      throw new CredenceError(
        'LIMIT_EXCEEDED',
        `The prefix holds more than ${MOST_OBJECTS} objects.`,
        {
          hint: 'Take it in by parts.',
        },
      );
    all.push(version);
  }
  return all;
}

/** The digest that the store computed when the object was written, where it was asked to. */
function checksum(headers: Headers): PublishedDigest | null {
  const value = headers.get('x-amz-checksum-sha256');
  if (value === null || !/^[A-Za-z0-9+/]{43}=$/.test(value)) return null;
  return { algorithm: 'sha256', value: Buffer.from(value, 'base64').toString('hex') };
}

function parseReference(uri: string): { bucket: string } & S3Object {
  const match =
    /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([^?]*))?(?:\?versionId=([^&]+))?$/i.exec(uri);
  if (match?.[1] === undefined)
    throw new CredenceError('USAGE', `‘${visibleText(uri)}’ names no object of S3.`, {
      hint: 'Write s3://BUCKET/KEY?versionId=ID.',
    });
  // An address cannot express such a key: it would lead to another one, or out of the bucket.
  if (match[2]?.split('/').some((part) => part === '.' || part === '..'))
    throw new CredenceError('USAGE', `‘${visibleText(uri)}’ has a key with ‘.’ or ‘..’ in it.`, {
      hint: 'Name the object by its key as the bucket lists it.',
    });
  return {
    bucket: match[1],
    key: match[2] ?? '',
    versionId: match[3] === undefined ? null : decodedPath(match[3]),
  };
}
