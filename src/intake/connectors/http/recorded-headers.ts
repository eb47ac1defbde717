const RECORDED = [
  'content-length',
  'content-type',
  'date',
  'etag',
  'last-modified',
  'repr-digest',
  'content-digest',
  'server',
  'x-amz-version-id',
  'x-linked-etag',
  'x-repo-commit',
];
const LONGEST = 256;

/** Of a server's answer, what a later reader of the record may need; cookies and tokens are not among it. */
export function recordedHeaders(headers: Headers): Readonly<Record<string, string>> {
  return Object.fromEntries(
    RECORDED.flatMap((name) => {
      const value = headers.get(name);
      return value === null ? [] : [[name, value.slice(0, LONGEST)]];
    }),
  );
}
