import { createHash, createHmac } from 'node:crypto';

export interface S3Credentials {
  readonly id: string;
  readonly secret: string;
  readonly session: string | undefined;
}

const EMPTY = createHash('sha256').digest('hex');

/**
 * Headers that sign a request without a body (AWS Signature Version 4).
 *
 * @param region as `eu-central-1`.
 */
export function signedHeaders(
  { method, url }: { readonly method: 'GET' | 'HEAD'; readonly url: URL },
  {
    credentials,
    region,
    now,
  }: { readonly credentials: S3Credentials; readonly region: string; readonly now: Date },
): { readonly headers: Readonly<Record<string, string>>; readonly authorization: string } {
  const time = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const scope = `${time.slice(0, 8)}/${region}/s3/aws4_request`;
  const headers: Record<string, string> = {
    host: url.host,
    'x-amz-content-sha256': EMPTY,
    'x-amz-date': time,
    ...(credentials.session === undefined ? {} : { 'x-amz-security-token': credentials.session }),
  };
  const names = Object.keys(headers).sort();
  const canonical = [
    method,
    url.pathname
      .split('/')
      .map((part) => percentEncoded(decodeURIComponent(part)))
      .join('/'),
    [...url.searchParams]
      .map(([name, value]) => `${percentEncoded(name)}=${percentEncoded(value)}`)
      .sort()
      .join('&'),
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    EMPTY,
  ].join('\n');
  const toSign = [
    'AWS4-HMAC-SHA256',
    time,
    scope,
    createHash('sha256').update(canonical).digest('hex'),
  ].join('\n');
  const key = [time.slice(0, 8), region, 's3', 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${credentials.secret}`,
  );
  const signature = createHmac('sha256', key).update(toSign).digest('hex');
  const { host: _host, ...sent } = headers;
  return {
    headers: sent,
    authorization: `AWS4-HMAC-SHA256 Credential=${credentials.id}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
  };
}

/** RFC 3986 percent-encoding, which is stricter than what `encodeURIComponent` does. */
export function percentEncoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
