import { createHash, createHmac } from 'node:crypto';
import type { TestContext } from 'node:test';
import { serveBytes } from './serve-bytes.ts';
import { type SeenRequest, type StubServer, stubServer } from './stub-server.ts';

export const S3_ENVIRONMENT = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  AWS_REGION: 'eu-central-1',
} as const;

export interface S3StubVersion {
  readonly id: string;
  /** Null for a delete marker. */
  readonly text: string | null;
}

export interface S3Stub extends StubServer {
  readonly bucket: string;
  /** Versions of each key, oldest first. */
  readonly objects: Map<string, S3StubVersion[]>;
  /** Requests whose signature was wrong. */
  readonly refused: SeenRequest[];
}

/**
 * A bucket with versions that accepts nothing but signed requests. The signature is recomputed from what
 * came over the wire, after Amazon's description of Signature Version 4.
 */
export async function s3Stub(
  context: Pick<TestContext, 'after'>,
  { pageSize = 2 }: { readonly pageSize?: number } = {},
): Promise<S3Stub> {
  const bucket = 'training-data';
  const objects = new Map<string, S3StubVersion[]>();
  const refused: SeenRequest[] = [];
  const server = await stubServer(context, (request, response) => {
    if (!isSigned(request)) {
      refused.push(request);
      response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>');
      return;
    }
    const key = decodeURIComponent(request.url.pathname).slice(bucket.length + 2);
    if (key === '') {
      response.writeHead(200, { 'content-type': 'application/xml' });
      response.end(listing({ bucket, objects, pageSize }, request.url.searchParams));
      return;
    }
    const versions = objects.get(key) ?? [];
    const wanted = request.url.searchParams.get('versionId');
    const version = wanted === null ? versions.at(-1) : versions.find(({ id }) => id === wanted);
    if (version?.text === undefined || version.text === null) {
      response.writeHead(404).end('<Error><Code>NoSuchVersion</Code></Error>');
      return;
    }
    const bytes = Buffer.from(version.text);
    serveBytes(request, response, {
      bytes,
      extra: {
        'x-amz-version-id': version.id,
        'x-amz-checksum-sha256': createHash('sha256').update(bytes).digest('base64'),
      },
    });
  });
  return { ...server, bucket, objects, refused };
}

function isSigned({ method, target, headers }: SeenRequest): boolean {
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    );
  if (match === null || match[1] !== S3_ENVIRONMENT.AWS_ACCESS_KEY_ID) return false;
  const [, , day = '', region = '', names = '', signature] = match;
  const [path = '', query = ''] = target.split('?');
  const parameters = query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => (pair.includes('=') ? pair : `${pair}=`))
    .sort();
  const canonical = [
    method,
    path,
    parameters.join('&'),
    ...names.split(';').map((name) => `${name}:${String(headers[name]).trim()}`),
    '',
    names,
    String(headers['x-amz-content-sha256']),
  ].join('\n');
  const time = String(headers['x-amz-date']);
  if (!time.startsWith(day)) return false;
  const hash = createHash('sha256').update(canonical).digest('hex');
  const text = ['AWS4-HMAC-SHA256', time, `${day}/${region}/s3/aws4_request`, hash].join('\n');
  let key: Buffer = Buffer.from(`AWS4${S3_ENVIRONMENT.AWS_SECRET_ACCESS_KEY}`);
  for (const part of [day, region, 's3', 'aws4_request'])
    key = createHmac('sha256', key).update(part).digest();
  return createHmac('sha256', key).update(text).digest('hex') === signature;
}

function listing(
  { bucket, objects, pageSize }: Pick<S3Stub, 'bucket' | 'objects'> & { readonly pageSize: number },
  query: URLSearchParams,
): string {
  if (query.get('version-id-marker') === '') return '<Error><Code>InvalidArgument</Code></Error>';
  const prefix = query.get('prefix') ?? '';
  const all = [...objects]
    .filter(([key]) => key.startsWith(prefix))
    .sort(([one], [other]) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
    .flatMap(([key, versions]) =>
      versions.toReversed().map((version, index) => ({ key, version, latest: index === 0 })),
    );
  const [key, id] = [query.get('key-marker'), query.get('version-id-marker')];
  const before = all.findIndex((one) => one.key === key && (id === null || one.version.id === id));
  const page = all.slice(before + 1, before + 1 + pageSize);
  const last = page.at(-1);
  const more = last !== undefined && last !== all.at(-1);
  const encode = (text: string): string => encodeURIComponent(text).replaceAll('%2F', '/');
  return `<?xml version="1.0" encoding="UTF-8"?>
<ListVersionsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${bucket}</Name><Prefix>${encode(prefix)}</Prefix><KeyMarker>${encode(key ?? '')}</KeyMarker><VersionIdMarker>${id ?? ''}</VersionIdMarker><MaxKeys>${pageSize}</MaxKeys><EncodingType>url</EncodingType><IsTruncated>${more}</IsTruncated>${
    more
      ? `<NextKeyMarker>${encode(last.key)}</NextKeyMarker><NextVersionIdMarker>${last.version.id}</NextVersionIdMarker>`
      : ''
  }${page
    .map(({ key: name, version: { id: versionId, text }, latest }) =>
      text === null
        ? `<DeleteMarker><Key>${encode(name)}</Key><VersionId>${versionId}</VersionId><IsLatest>${latest}</IsLatest><LastModified>2026-06-01T00:00:00.000Z</LastModified></DeleteMarker>`
        : `<Version><Key>${encode(name)}</Key><VersionId>${versionId}</VersionId><IsLatest>${latest}</IsLatest><LastModified>2026-06-01T00:00:00.000Z</LastModified><ETag>&quot;${createHash('md5').update(text).digest('hex')}&quot;</ETag><Size>${Buffer.byteLength(text)}</Size><StorageClass>STANDARD</StorageClass></Version>`,
    )
    .join('')}</ListVersionsResult>`;
}
