import type { Digest } from '../../core/digest.ts';
import type { Connector, RemoteFile } from './connector.ts';
import { eachFile } from './each-file.ts';
import { type HttpAnswer, HttpClient, shown } from './http/http-client.ts';
import { recordedHeaders } from './http/recorded-headers.ts';
import { checkStatus, remoteBytes } from './http/remote-bytes.ts';
import { notPinned } from './not-pinned.ts';
import type { PublishedDigest } from './published-digest.ts';
import { checkRemotePath } from './remote-path.ts';
import type { Signal } from './signal.ts';

/**
 * One file at an address. An address says nothing about what stands there tomorrow, so the digest must
 * be given; what the server says of the file is recorded (its digest too: RFC 9530 `Repr-Digest`).
 */
export const httpSource: Connector = {
  system: 'http',
  accepts: (uri) => /^https?:\/\//i.test(uri),

  async pin(uri, { expected, environment, signal }) {
    if (expected === undefined)
      throw notPinned(
        uri,
        'An address is no version. Give the digest that the publisher names: --sha256 <64 hexadecimal digits>.',
      );
    const client = new HttpClient({ signal });
    const token = environment['CREDENCE_HTTP_TOKEN'];
    const request = {
      url: withoutUser(uri),
      authorization: token === undefined ? undefined : `Bearer ${token}`,
    };
    const answer = await client.send({ ...request, method: 'HEAD' });
    // Some servers know no HEAD; the answer to GET will then tell whether the file is there.
    if (answer.status !== 405 && answer.status !== 501) checkStatus(answer, request.url);
    const file: RemoteFile = {
      path: fileName(answer.url),
      size: lengthOf(answer),
      published: reprDigest(answer.headers) ?? bareDigest(expected),
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
      signals: redirectSignals(uri, answer),
      files: () => eachFile([file]),
    };
  },
};

/** What a redirect to another host tells about a source. */
export function redirectSignals(asked: string, { url }: HttpAnswer): readonly Signal[] {
  const [from, to] = [new URL(asked).host, new URL(url).host];
  if (from === to) return [];
  return [{ kind: 'redirected', what: `${from} sends to ${to}.`, blocks: false }];
}

function withoutUser(uri: string): string {
  const url = new URL(uri);
  url.username = '';
  url.password = '';
  return url.href;
}

function fileName(url: string): string {
  const last = new URL(url).pathname.split('/').findLast((part) => part !== '') ?? 'index';
  return checkRemotePath(decodeURIComponent(last));
}

function lengthOf({ headers }: HttpAnswer): number | null {
  const length = headers.get('content-length');
  return length !== null && /^\d{1,15}$/.test(length) ? Number(length) : null;
}

/** RFC 9530 §3: `sha-256=:<base64>:`. */
function reprDigest(headers: Headers): PublishedDigest | null {
  const field = headers.get('repr-digest') ?? headers.get('content-digest');
  const match = /(?:^|[\s,])sha-256=:([A-Za-z0-9+/]{43}=):/.exec(field ?? '');
  if (match?.[1] === undefined) return null;
  return { algorithm: 'sha256', value: Buffer.from(match[1], 'base64').toString('hex') };
}

function bareDigest(expected: Digest): PublishedDigest {
  return { algorithm: 'sha256', value: expected.slice('sha256:'.length) };
}

function rfc3339(date: string | null): string | null {
  const time = date === null ? Number.NaN : Date.parse(date);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
