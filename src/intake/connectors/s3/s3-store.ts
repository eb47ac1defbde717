import { CredenceError } from '../../../core/error.ts';
import { bodyBytes } from '../http/body-bytes.ts';
import { type HttpAnswer, HttpClient, type HttpRequest, shown } from '../http/http-client.ts';
import { checkStatus, remoteBytes } from '../http/remote-bytes.ts';
import { parseVersions, type S3Marker, type S3Version } from './list-versions.ts';
import { percentEncoded, type S3Credentials, signedHeaders } from './sign-request.ts';

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

  /** Where it is, without credentials. */
  get address(): string {
    return shown(this.#base);
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
    let marker: S3Marker | null = null;
    do {
      const request = this.#request(this.#listingUrl(prefix, marker), 'GET');
      const answer = await this.#client.send(request);
      const body = await bodyBytes(answer);
      checkStatus(answer, request.url);
      const page = parseVersions(body.toString('utf8'));
      yield* page.versions;
      if (marker !== null && page.next !== null && !isLater(page.next, marker)) throw endless();
      marker = page.next;
    } while (marker !== null);
  }

  #listingUrl(prefix: string, marker: S3Marker | null): URL {
    const url = new URL(`${this.#base}/`);
    url.search = queryText({
      versions: '',
      'encoding-type': 'url',
      prefix,
      ...(marker === null ? {} : { 'key-marker': marker.key }),
      ...(marker?.versionId ? { 'version-id-marker': marker.versionId } : {}),
    });
    return url;
  }

  /** An object's bytes from an offset on. */
  bytes(object: S3Object, offset: number): AsyncIterable<Uint8Array> {
    return remoteBytes(this.#client, () => this.#request(this.#urlOf(object), 'GET'), offset);
  }

  #urlOf({ key, versionId }: S3Object): URL {
    const url = new URL(`${this.#base}/${key.split('/').map(percentEncoded).join('/')}`);
    if (versionId !== null) url.search = queryText({ versionId });
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

/** Blanks as `%20`: what `URLSearchParams` writes, services take for a plus sign or a blank. */
function queryText(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${percentEncoded(name)}=${percentEncoded(value)}`)
    .join('&');
}

/** S3 lists in order of the bytes of keys, and versions of one key one after another. */
function isLater(next: S3Marker, marker: S3Marker): boolean {
  const order = Buffer.compare(Buffer.from(next.key), Buffer.from(marker.key));
  return order > 0 || (order === 0 && next.versionId !== marker.versionId);
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
