import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { SeenRequest } from './stub-server.ts';

/** The entity tag that a plain server gives these bytes. */
export function entityTag(bytes: Uint8Array): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}

/** Serves bytes as RFC 9110 has it: HEAD, ranges of one part, If-Range, 416 beyond the end. */
export function serveBytes(
  { method, headers }: SeenRequest,
  response: ServerResponse,
  {
    bytes,
    extra = {},
    etag = entityTag(bytes),
  }: {
    readonly bytes: Uint8Array;
    readonly extra?: Readonly<Record<string, string>>;
    readonly etag?: string;
  },
): void {
  const common = {
    etag,
    'accept-ranges': 'bytes',
    'last-modified': 'Mon, 01 Jun 2026 00:00:00 GMT',
    ...extra,
  };
  const wanted = /^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1];
  const condition = headers['if-range'];
  const start =
    wanted === undefined || (condition !== undefined && condition !== etag) ? null : Number(wanted);
  if (start !== null && start >= bytes.length) {
    response.writeHead(416, { ...common, 'content-range': `bytes */${bytes.length}` }).end();
    return;
  }
  const part = start === null ? bytes : bytes.subarray(start);
  response.writeHead(start === null ? 200 : 206, {
    ...common,
    'content-length': String(part.length),
    ...(start === null
      ? {}
      : { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` }),
  });
  response.end(method === 'HEAD' ? undefined : part);
}
