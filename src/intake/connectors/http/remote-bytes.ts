import { CredenceError } from '../../../core/error.ts';
import { type HttpAnswer, type HttpClient, type HttpRequest, shown } from './http-client.ts';

/** So many broken connections in a row, none of which brought a byte, end a fetch. */
const MOST_STALLS = 5;

/**
 * The bytes behind an address from an offset on. A connection that breaks is taken up where it broke
 * (RFC 9110 §14.2, with `If-Range`, so that the parts of two versions are never joined).
 *
 * @throws CredenceError `NETWORK_FAILED`, `NOT_FOUND`, `NOT_ALLOWED`; `INTEGRITY_FAILED` where the file
 * was replaced in between, or another part of it was sent.
 *
 * @param asking makes each request anew where that is needed, as signatures expire
 */
export async function* remoteBytes(
  client: HttpClient,
  asking: HttpRequest | (() => HttpRequest),
  offset: number,
): AsyncIterable<Uint8Array> {
  let position = offset;
  let validator: string | null = null;
  let stalls = 0;
  for (;;) {
    const request = typeof asking === 'function' ? asking() : asking;
    const answer = await client.send(rangeRequest(request, position, validator));
    if (endsAt(answer, position)) return;
    checkPart(answer, position, request.url);
    validator = unchanged(answer, validator, request.url);
    const before = position;
    try {
      for await (const chunk of bodyFrom(answer, position)) {
        position += chunk.length;
        yield chunk;
      }
      return;
    } catch (cause) {
      if (cause instanceof Error && cause.name === 'AbortError') throw cause;
      stalls = position > before ? 0 : stalls + 1;
      if (stalls === MOST_STALLS) throw keepsBreaking(request.url, cause);
    }
  }
}

/**
 * Refuses answers that hold no data.
 *
 * @throws CredenceError `NOT_FOUND` (404, 410), `NOT_ALLOWED` (401, 403), `NETWORK_FAILED` (others).
 */
export function checkStatus({ status }: HttpAnswer, url: string): void {
  if (status >= 200 && status < 300) return;
  if (status === 404 || status === 410)
    throw new CredenceError('NOT_FOUND', `${shown(url)} does not exist (${status}).`, {
      hint: 'Check the reference. A private repository may answer so without a token, too.',
    });
  if (status === 401 || status === 403)
    throw new CredenceError('NOT_ALLOWED', `${shown(url)} refuses to answer (${status}).`, {
      hint: 'Set the token of this system in the environment (docs/sources.md lists the names), or ask its owner for access.',
    });
  throw new CredenceError('NETWORK_FAILED', `${shown(url)} answered with status ${status}.`, {
    hint: 'Try again later; what was fetched is kept.',
  });
}

function rangeRequest(request: HttpRequest, from: number, validator: string | null): HttpRequest {
  if (from === 0) return request;
  return {
    ...request,
    headers: {
      ...request.headers,
      range: `bytes=${from}-`,
      ...(validator === null || validator.startsWith('W/') ? {} : { 'if-range': validator }),
    },
  };
}

function checkPart(answer: HttpAnswer, position: number, url: string): void {
  checkStatus(answer, url);
  if (answer.status === 206 && startOf(answer) !== position) throw wrongRange(url);
}

/** Where a part begins (RFC 9110 §14.4). */
function startOf({ headers }: HttpAnswer): number | null {
  const start = /^bytes (\d{1,16})-/.exec(headers.get('content-range') ?? '')?.[1];
  return start === undefined ? null : Number(start);
}

/** Whether there is nothing from this position on because the file ends there. */
function endsAt({ status, headers }: HttpAnswer, position: number): boolean {
  if (status !== 416 || position === 0) return false;
  const size = /^bytes \*\/(\d{1,16})$/.exec(headers.get('content-range') ?? '')?.[1];
  return size === undefined || Number(size) === position;
}

/** What tells versions of a file apart, if it is still what it was. */
function unchanged(answer: HttpAnswer, validator: string | null, url: string): string | null {
  const current = answer.headers.get('etag') ?? answer.headers.get('last-modified');
  if (validator === null || current === validator) return current;
  throw new CredenceError('INTEGRITY_FAILED', `${shown(url)} was replaced while it was fetched.`, {
    hint: 'Pin a version that does not change, and start again.',
  });
}

/** The rest of an answer, where a server that knows no ranges begins anew. */
async function* bodyFrom(answer: HttpAnswer, position: number): AsyncIterable<Uint8Array> {
  let skip = answer.status === 206 ? 0 : position;
  for await (const chunk of answer.body) {
    const fresh = chunk.subarray(Math.min(skip, chunk.length));
    skip -= chunk.length - fresh.length;
    if (fresh.length > 0) yield fresh;
  }
}

function wrongRange(url: string): CredenceError {
  return new CredenceError(
    'INTEGRITY_FAILED',
    `${shown(url)} sends another part of the file than was asked for.`,
    { hint: 'Fetch it from a server that serves ranges as RFC 9110 has them.' },
  );
}

function keepsBreaking(url: string, cause: unknown): CredenceError {
  return new CredenceError('NETWORK_FAILED', `The connection to ${shown(url)} keeps breaking.`, {
    hint: 'Try again: what was fetched is kept.',
    cause,
  });
}
