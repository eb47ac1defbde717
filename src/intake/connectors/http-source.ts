import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { Connector, ConnectorOptions, RemoteFile } from './connector.ts';
import { eachFile } from './each-file.ts';
import { lengthOf } from './http/content-length.ts';
import { type HttpAnswer, HttpClient, shown } from './http/http-client.ts';
import { recordedHeaders } from './http/recorded-headers.ts';
import { checkStatus, remoteBytes } from './http/remote-bytes.ts';
import { notPinned } from './not-pinned.ts';
import { expectedDigest, type PublishedDigest } from './published-digest.ts';
import { checkRemotePath, decodedPath } from './remote-path.ts';
import { rfc3339 } from './rfc3339.ts';
import type { Signal } from './signal.ts';

/**
 * One file at an address. An address says nothing about what stands there tomorrow, so the digest must
 * be given; what the server says of the file is recorded (its digest too: RFC 9530 `Repr-Digest`).
 */
export const httpSource: Connector = {
  system: 'http',
  accepts: (uri) => /^https?:\/\//i.test(uri),

  async pin(uri, { expected, environment, identity, signal }) {
    if (expected === undefined)
      throw notPinned(
        shown(uri),
        'An address is no version. Give the digest that the publisher names: --sha256 <64 hexadecimal digits>.',
      );
    const client = new HttpClient({ signal });
    const request = {
      url: withoutUser(uri),
      authorization: authorizationFor(uri, environment),
    };
    const answer = await client.send({ ...request, method: 'HEAD' });
    // Some servers know no HEAD, and some addresses are signed for GET alone; GET will then tell.
    const known = ![403, 405, 501].includes(answer.status);
    if (known) checkStatus(answer, request.url);
    const file: RemoteFile = {
      path: fileName(uri),
      size: known ? lengthOf(answer.headers) : null,
      published: (known ? reprDigest(answer.headers) : null) ?? expectedDigest(expected),
      open: (offset) => remoteBytes(client, request, offset),
    };
    return {
      system: 'http',
      asked: shown(uri),
      served: shown(answer.url),
      version: expected,
      parents: [],
      author: null,
      time: rfc3339(answer.headers.get('last-modified')),
      licence: null,
      headers: recordedHeaders(answer.headers),
      identity: { host: new URL(answer.url).host },
      signals: hostSignals(uri, answer, identity),
      files: () => eachFile([file]),
    };
  },
};

/** What hosts tell of a source. The digest is known beforehand, so none of it stops an intake. */
function hostSignals(
  asked: string,
  { url }: HttpAnswer,
  identity: Readonly<Record<string, string>> | undefined,
): readonly Signal[] {
  const [from, to] = [new URL(asked).host, new URL(url).host];
  const before = identity?.['host'];
  return [
    ...(from === to
      ? []
      : [{ kind: 'redirected', what: `${from} sends to ${to}.`, blocks: false } as const]),
    ...(before === undefined || before === to
      ? []
      : [
          {
            kind: 'domain-changed',
            what: `${visibleText(before)} served it before, and ${to} does now.`,
            blocks: false,
          } as const,
        ]),
  ];
}

/** A token is for one host; a reference to another must not carry it there. */
function authorizationFor(
  uri: string,
  environment: ConnectorOptions['environment'],
): string | undefined {
  const token = environment['CREDENCE_HTTP_TOKEN'];
  const host = environment['CREDENCE_HTTP_TOKEN_HOST'];
  if (token === undefined) return undefined;
  if (host === undefined)
    throw new CredenceError('CONFIG_INVALID', 'CREDENCE_HTTP_TOKEN is set, and for no host.', {
      hint: 'Name the host that it is for in CREDENCE_HTTP_TOKEN_HOST.',
    });
  return new URL(uri).host === host.toLowerCase() ? `Bearer ${token}` : undefined;
}

function withoutUser(uri: string): string {
  const url = new URL(uri);
  url.username = '';
  url.password = '';
  return url.href;
}

function fileName(url: string): string {
  const last = new URL(url).pathname.split('/').findLast((part) => part !== '') ?? 'index';
  return checkRemotePath(decodedPath(last));
}

/** RFC 9530 §3: `sha-256=:<base64>:`. */
function reprDigest(headers: Headers): PublishedDigest | null {
  const field = headers.get('repr-digest') ?? headers.get('content-digest');
  const match = /(?:^|[\s,])sha-256=:([A-Za-z0-9+/]{43}=):/.exec(field ?? '');
  if (match?.[1] === undefined) return null;
  return { algorithm: 'sha256', value: Buffer.from(match[1], 'base64').toString('hex') };
}
