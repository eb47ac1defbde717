import { CredenceError } from '../../../core/error.ts';

/** A version of an object, as `ListObjectVersions` gives it. */
export interface S3Version {
  readonly key: string;
  /** `null` in a bucket without versions. */
  readonly versionId: string | null;
  readonly size: number;
  readonly lastModified: string;
}

export interface S3Page {
  readonly versions: readonly S3Version[];
  /** Where the next page begins, or `null` at the end. */
  readonly next: { readonly key: string; readonly versionId: string } | null;
}

/**
 * Reads one page of the newest versions of a bucket's objects, from the XML that S3 writes when it is
 * asked to encode keys (`encoding-type=url`).
 *
 * @throws CredenceError `DATA_MALFORMED`.
 */
export function parseVersions(xml: string): S3Page {
  if (!/<ListVersionsResult[\s>]/.test(xml)) throw malformed();
  const versions = [...xml.matchAll(/<Version>(.*?)<\/Version>/gs)]
    .map(([, body]) => body as string)
    .filter((body) => element(body, 'IsLatest') === 'true')
    .map(
      (body): S3Version => ({
        key: decoded(required(body, 'Key')),
        versionId: versionOf(body),
        size: Number(required(body, 'Size')),
        lastModified: required(body, 'LastModified'),
      }),
    );
  if (element(xml, 'IsTruncated') !== 'true') return { versions, next: null };
  return {
    versions,
    next: {
      key: decoded(required(xml, 'NextKeyMarker')),
      versionId: element(xml, 'NextVersionIdMarker') ?? '',
    },
  };
}

function versionOf(body: string): string | null {
  const id = element(body, 'VersionId');
  return id === undefined || id === 'null' ? null : id;
}

function element(xml: string, name: string): string | undefined {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return text?.replace(
    /&(amp|lt|gt|quot|apos|#39|#34);/g,
    (_, entity: string) => ENTITIES[entity] as string,
  );
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#39': "'",
  '#34': '"',
};

function required(xml: string, name: string): string {
  const text = element(xml, name);
  if (text === undefined) throw malformed();
  return text;
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch (cause) {
    throw malformed(cause);
  }
}

function malformed(cause?: unknown): CredenceError {
  return new CredenceError('DATA_MALFORMED', 'The answer is not a listing of S3.', {
    hint: 'Check AWS_ENDPOINT_URL_S3 and the name of the bucket.',
    cause,
  });
}
