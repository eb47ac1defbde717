import { CredenceError } from '../../../core/error.ts';
import { rfc3339 } from '../rfc3339.ts';

/** A version of an object, as `ListObjectVersions` gives it. */
export interface S3Version {
  readonly key: string;
  /** `null` in a bucket without versions. */
  readonly versionId: string | null;
  readonly size: number;
  readonly lastModified: string | null;
}

/** Where a listing goes on. */
export interface S3Marker {
  readonly key: string;
  readonly versionId: string | null;
}

export interface S3Page {
  readonly versions: readonly S3Version[];
  /** Where the next page begins, or `null` at the end. */
  readonly next: S3Marker | null;
}

/**
 * Reads one page of the newest versions of a bucket's objects, from the XML that S3 writes when it is
 * asked to encode keys (`encoding-type=url`).
 *
 * @throws CredenceError `DATA_MALFORMED`.
 */
export function parseVersions(xml: string): S3Page {
  if (!/<ListVersionsResult[\s>]/.test(xml)) throw malformed();
  const versions = elements(xml, 'Version')
    .filter((body) => element(body, 'IsLatest') === 'true')
    .map(
      (body): S3Version => ({
        key: decoded(required(body, 'Key')),
        versionId: versionOf(body),
        size: sizeOf(required(body, 'Size')),
        lastModified: rfc3339(required(body, 'LastModified')),
      }),
    );
  if (element(xml, 'IsTruncated') !== 'true') return { versions, next: null };
  return {
    versions,
    next: {
      key: decoded(required(xml, 'NextKeyMarker')),
      versionId: element(xml, 'NextVersionIdMarker') ?? null,
    },
  };
}

/** Bodies of all elements of a name that lie beside each other; found in one pass, whatever the text. */
function elements(xml: string, name: string): readonly string[] {
  const [open, close] = [`<${name}>`, `</${name}>`];
  const bodies: string[] = [];
  for (let at = xml.indexOf(open); at >= 0; ) {
    const end = xml.indexOf(close, at);
    if (end < 0) throw malformed();
    bodies.push(xml.slice(at + open.length, end));
    at = xml.indexOf(open, end);
  }
  return bodies;
}

function sizeOf(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw malformed();
  return Number(text);
}

function versionOf(body: string): string | null {
  const id = element(body, 'VersionId');
  return id === undefined || id === 'null' ? null : id;
}

function element(xml: string, name: string): string | undefined {
  return elementText(xml, name)?.replace(
    /&(amp|lt|gt|quot|apos|#39|#34);/g,
    (_, entity: string) => ENTITIES[entity] as string,
  );
}

function elementText(xml: string, name: string): string | undefined {
  const start = xml.indexOf(`<${name}>`);
  if (start < 0) return undefined;
  const from = start + name.length + 2;
  const end = xml.indexOf('<', from);
  return xml.startsWith(`</${name}>`, end) ? xml.slice(from, end) : undefined;
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
