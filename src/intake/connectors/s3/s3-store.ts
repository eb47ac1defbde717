import { text } from 'node:stream/consumers';
import { CredenceError } from '../../../core/error.ts';
import { type HttpAnswer, HttpClient, type HttpRequest } from '../http/http-client.ts';
import { checkStatus, remoteBytes } from '../http/remote-bytes.ts';
import { parseVersions, type S3Version } from './list-versions.ts';
import { type S3Credentials, signedHeaders } from './sign-request.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface S3Object {
  readonly key: string;
  readonly versionId: string | null;
}

/** One bucket of anything that speaks S3, with the settings that its own tools read. */
export class S3Store {
  readonly #client: HttpClient;
  readonly #base: string;
  readonly #region: string;
  readonly #credentials: S3Credentials | null;
  readonly #now: () => Date;

  constructor(
    bucket: string,
    {
      environment,
      signal,
      now,
    }: { environment: Environment; signal: AbortSignal | undefined; now: () => Date },
  ) {
    this.#client = new HttpClient({ signal });
    this.#region = environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'] ?? 'us-east-1';
    const endpoint = environment['AWS_ENDPOINT_URL_S3'] ?? environment['AWS_ENDPOINT_URL'];
    this.#base =
      endpoint === undefined
        ? `https://${bucket}.s3.${this.#region}.amazonaws.com`
        : `${endpoint.replace(/\/+$/, '')}/${bucket}`;
    this.#credentials = credentialsOf(environment);
    this.#now = now;
  }

  get address(): string {
    return this.#base;
  }

  /** What the store says of one object. */
  async head(object: S3Object): Promise<HttpAnswer> {
    const request = this.#request(this.#urlOf(object), 'HEAD');
    const answer = await this.#client.send(request);
    checkStatus(answer, request.url);
    return answer;
  }

  /** The newest version of every object whose key begins so, in order of keys. */
  async *versions(prefix: string): AsyncIterable<S3Version> {
    let marker: { readonly key: string; readonly versionId: string } | null = {
      key: '',
      versionId: '',
    };
    while (marker !== null) {
      const url = new URL(`${this.#base}/`);
      url.search = new URLSearchParams({
        versions: '',
        'encoding-type': 'url',
        'key-marker': marker.key,
        prefix,
        'version-id-marker': marker.versionId,
      }).toString();
      const request = this.#request(url, 'GET');
      const answer = await this.#client.send(request);
      checkStatus(answer, request.url);
      const page = parseVersions(await text(answer.body));
      yield* page.versions;
      if (page.next?.key === marker.key && page.next.versionId === marker.versionId)
        throw endless();
      marker = page.next;
    }
  }

  /** An object's bytes from an offset on. */
  bytes(object: S3Object, offset: number): AsyncIterable<Uint8Array> {
    return remoteBytes(this.#client, this.#request(this.#urlOf(object), 'GET'), offset);
  }

  #urlOf({ key, versionId }: S3Object): URL {
    const url = new URL(`${this.#base}/${key.split('/').map(encodeURIComponent).join('/')}`);
    if (versionId !== null) url.search = new URLSearchParams({ versionId }).toString();
    return url;
  }

  #request(url: URL, method: 'GET' | 'HEAD'): HttpRequest {
    if (this.#credentials === null) return { url: url.href, method };
    const signed = signedHeaders(
      { method, url },
      { credentials: this.#credentials, region: this.#region, now: this.#now() },
    );
    return { url: url.href, method, ...signed };
  }
}

function credentialsOf(environment: Environment): S3Credentials | null {
  const id = environment['AWS_ACCESS_KEY_ID'];
  const secret = environment['AWS_SECRET_ACCESS_KEY'];
  if (id === undefined || secret === undefined) return null;
  return { id, secret, session: environment['AWS_SESSION_TOKEN'] };
}

function endless(): CredenceError {
  return new CredenceError('DATA_MALFORMED', 'The listing of the bucket does not end.', {
    hint: 'Check AWS_ENDPOINT_URL_S3: it must be the address of an S3 service.',
  });
}
