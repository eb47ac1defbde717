import { setTimeout as sleep } from 'node:timers/promises';
import { CredenceError } from '../../../core/error.ts';
import { visibleText } from '../../../core/visible-text.ts';
import { redirectTarget } from './redirect-target.ts';
import { retryDelay } from './retry-delay.ts';
import { unlessIdle } from './unless-idle.ts';

export interface HttpRequest {
  readonly url: string;
  readonly method?: 'GET' | 'HEAD' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Sent, like other headers that could be a secret, to the host of `url` and to no other. */
  readonly authorization?: string | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: AsyncIterable<Uint8Array>;
  /** The address that answered. */
  readonly url: string;
  /** Addresses that sent us on, in order. */
  readonly redirects: readonly string[];
}

export interface HttpClientOptions {
  readonly signal?: AbortSignal | undefined;
  /** How long nothing may come, in milliseconds, before a connection counts as broken. */
  readonly timeout?: number;
  /** Before the first repetition, in milliseconds; doubled at each. */
  readonly patience?: number;
}

const MOST_REDIRECTS = 5;
const MOST_ATTEMPTS = 5;
const TIMEOUT = 30_000;
const PATIENCE = 500;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** Speaks HTTP to hosts that are not trusted: redirects counted and recorded, secrets kept to one host. */
export class HttpClient {
  readonly #signal: AbortSignal | undefined;
  readonly #timeout: number;
  readonly #patience: number;

  constructor({ signal, timeout = TIMEOUT, patience = PATIENCE }: HttpClientOptions = {}) {
    this.#signal = signal;
    this.#timeout = timeout;
    this.#patience = patience;
  }

  /**
   * Sends a request, again where the host is busy (429) or failing (5xx, a broken connection).
   *
   * @returns the answer, whatever its status; a status that was repeated in vain is returned too.
   * @throws CredenceError `NETWORK_FAILED` where no answer came, or redirects do not end.
   */
  async send(request: HttpRequest): Promise<HttpAnswer> {
    const redirects: string[] = [];
    let url = request.url;
    let init = ownInit(request);
    while (redirects.length <= MOST_REDIRECTS) {
      const response = await this.#attempt(url, init);
      const location = response.headers.get('location');
      if (!REDIRECTS.has(response.status) || location === null)
        return {
          status: response.status,
          headers: response.headers,
          body: unlessIdle(response.body, this.#timeout),
          url,
          redirects,
        };
      await response.body?.cancel();
      redirects.push(url);
      const target = redirectTarget(url, location);
      init = redirectedInit(init, { status: response.status, away: !sameHost(url, target) });
      url = target;
    }
    throw new CredenceError(
      'NETWORK_FAILED',
      `${shown(request.url)} was redirected more than ${MOST_REDIRECTS} times.`,
      { hint: 'Give the address at which the data really are.' },
    );
  }

  async #attempt(url: string, init: Init): Promise<Response> {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.#once(url, init);
      const answered = outcome instanceof Response;
      if (answered && outcome.status !== 429 && outcome.status < 500) return outcome;
      if (attempt === MOST_ATTEMPTS) {
        if (answered) return outcome;
        throw outcome;
      }
      if (answered) await outcome.body?.cancel();
      const asked = answered ? outcome.headers.get('retry-after') : null;
      await sleep(retryDelay(asked, this.#patience * 2 ** (attempt - 1)), undefined, {
        ...(this.#signal && { signal: this.#signal }),
      });
    }
  }

  /** One exchange; a failure that may pass is returned, so that it can be repeated. */
  async #once(url: string, init: Init): Promise<Response | CredenceError> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), this.#timeout);
    const signals = [late.signal, ...(this.#signal ? [this.#signal] : [])];
    try {
      return await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.any(signals) });
    } catch (cause) {
      this.#signal?.throwIfAborted();
      const why = late.signal.aborted
        ? `gave no answer within ${this.#timeout / 1000} seconds`
        : 'could not be reached';
      return new CredenceError('NETWORK_FAILED', `${shown(url)} ${why}.`, {
        hint: 'Check the address and the network; what was fetched before is kept, so the same command goes on from there.',
        cause,
      });
    } finally {
      clearTimeout(timer);
    }
  }
}

/** An address as it may be shown and recorded: without a password or a signed query. */
export function shown(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return visibleText(`${protocol}//${host}${pathname}`);
}

interface Init {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What says how to answer, and so may be sent to whoever answers. */
const HARMLESS = new Set(['accept', 'accept-encoding', 'if-range', 'range', 'user-agent']);

function ownInit({ method = 'GET', headers, authorization, body }: HttpRequest): Init {
  return {
    method,
    headers: {
      'accept-encoding': 'identity',
      'user-agent': 'credence',
      ...headers,
      ...(authorization === undefined ? {} : { authorization }),
    },
    ...(body === undefined ? {} : { body }),
  };
}

/**
 * A request as it is sent on (RFC 9110 §15.4): no body after 301 to 303, and once it has left its host
 * nothing that could be a secret, also if it is sent back there.
 */
function redirectedInit(
  { method, headers, body }: Init,
  { status, away }: { readonly status: number; readonly away: boolean },
): Init {
  const keepsBody = body !== undefined && status >= 307 && !away;
  return {
    method: method === 'POST' && !keepsBody ? 'GET' : method,
    headers: Object.fromEntries(
      Object.entries(headers).filter(
        ([name]) => HARMLESS.has(name) || (!away && (keepsBody || !name.startsWith('content-'))),
      ),
    ),
    ...(keepsBody ? { body } : {}),
  };
}

function sameHost(one: string, other: string): boolean {
  return new URL(one).host === new URL(other).host;
}
