import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { digestOf } from '../../../src/core/digest.ts';
import { HttpClient } from '../../../src/intake/connectors/http/http-client.ts';
import { readJson } from '../../../src/intake/connectors/http/read-json.ts';
import { redirectTarget } from '../../../src/intake/connectors/http/redirect-target.ts';
import { remoteBytes } from '../../../src/intake/connectors/http/remote-bytes.ts';
import { retryDelay } from '../../../src/intake/connectors/http/retry-delay.ts';
import { httpSource } from '../../../src/intake/connectors/http-source.ts';
import { entityTag, serveBytes } from '../stubs/serve-bytes.ts';
import { type SeenRequest, stubServer } from '../stubs/stub-server.ts';

const BYTES = Buffer.alloc(300_000, 'all of the file ');
const impatient = new HttpClient({ patience: 1, timeout: 200 });

async function fetched(url: string, offset = 0, client = impatient): Promise<Buffer> {
  return await buffer(Readable.from(remoteBytes(client, { url }, offset)));
}

/** Sends the beginning of an answer, then breaks the connection. */
function breakAfter(count: number, request: SeenRequest, response: ServerResponse): void {
  const start = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const rest = BYTES.subarray(start);
  response.writeHead(start === 0 ? 200 : 206, {
    etag: entityTag(BYTES),
    'content-length': String(rest.length),
    ...(start === 0
      ? {}
      : { 'content-range': `bytes ${start}-${BYTES.length - 1}/${BYTES.length}` }),
  });
  response.write(rest.subarray(0, count), () => response.destroy());
}

describe('HttpClient', () => {
  it('asks again when a host is busy or failing, and honours Retry-After', async (context) => {
    const answers = [429, 503, 500, 200];
    const server = await stubServer(context, (_, response) => {
      const status = answers.shift() ?? 500;
      response.writeHead(status, status === 429 ? { 'retry-after': '0' } : {}).end('done');
    });
    assert.equal((await fetched(server.origin)).toString(), 'done');
    assert.equal(server.requests.length, 4);
  });

  it('gives up in the end, with what the host said', async (context) => {
    const server = await stubServer(context, (_, response) => response.writeHead(503).end());
    await assert.rejects(fetched(server.origin), { code: 'NETWORK_FAILED', message: /503/ });
    assert.equal(server.requests.length, 5);
  });

  it('does not ask again where asking cannot help', async (context) => {
    const server = await stubServer(context, (_, response) => response.writeHead(404).end());
    await assert.rejects(fetched(server.origin), { code: 'NOT_FOUND' });
    server.become((_, response) => response.writeHead(403).end());
    await assert.rejects(fetched(server.origin), { code: 'NOT_ALLOWED' });
    assert.equal(server.requests.length, 2);
  });

  it('does not wait for ever for an answer, nor in the middle of one', async (context) => {
    const server = await stubServer(context, () => undefined);
    const client = new HttpClient({ patience: 1, timeout: 30 });
    await assert.rejects(fetched(server.origin, 0, client), {
      code: 'NETWORK_FAILED',
      message: /no answer/,
    });
    server.become((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('part');
    });
    await assert.rejects(fetched(server.origin, 0, client), { code: 'NETWORK_FAILED' });
  });

  it('stops when it is told to', async (context) => {
    const server = await stubServer(context, () => undefined);
    const stop = new AbortController();
    const asking = new HttpClient({ signal: stop.signal }).send({ url: server.origin });
    setTimeout(() => stop.abort(), 20);
    await assert.rejects(asking, { name: 'AbortError' });
  });

  it('sends secrets to no other host, and not back after it was sent away', async (context) => {
    const home = await stubServer(context, () => undefined);
    const away = await stubServer(context, (_, response) =>
      response.writeHead(302, { location: `${home.origin}/back` }).end(),
    );
    home.become(({ url }, response) => {
      if (url.pathname === '/back') response.end('here');
      else response.writeHead(302, { location: `${away.origin}/away` }).end();
    });
    const answer = await impatient.send({
      url: `${home.origin}/start`,
      authorization: 'Bearer secret',
      headers: { 'x-amz-security-token': 'secret', cookie: 'secret', range: 'bytes=1-' },
    });
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.redirects, [`${home.origin}/start`, `${away.origin}/away`]);
    assert.equal(home.requests[0]?.headers.authorization, 'Bearer secret');
    for (const { headers } of [...away.requests, ...home.requests.slice(1)]) {
      assert.ok(!JSON.stringify(headers).includes('secret'));
      assert.equal(headers.range, 'bytes=1-');
    }
  });

  it('keeps secrets on the same host', async (context) => {
    const server = await stubServer(context, ({ url }, response) =>
      url.pathname === '/b' ? response.end() : response.writeHead(307, { location: '/b' }).end(),
    );
    await impatient.send({ url: `${server.origin}/a`, authorization: 'Bearer t' });
    assert.equal(server.requests[1]?.headers.authorization, 'Bearer t');
  });

  it('sends no body on to another host', async (context) => {
    const away = await stubServer(context, (_, response) => response.end());
    const home = await stubServer(context, (_, response) =>
      response.writeHead(307, { location: away.origin }).end(),
    );
    await impatient.send({
      url: home.origin,
      method: 'POST',
      body: 'secret',
      headers: { 'content-type': 'text/plain' },
    });
    assert.deepEqual([away.requests[0]?.method, away.requests[0]?.body.length], ['GET', 0]);
  });

  it('follows redirects for a while only', async (context) => {
    const server = await stubServer(context, (_, response) =>
      response.writeHead(302, { location: '/again' }).end(),
    );
    await assert.rejects(fetched(server.origin), {
      code: 'NETWORK_FAILED',
      message: /redirected more than 5/,
    });
    assert.equal(server.requests.length, 6);
  });
});

describe('redirectTarget', () => {
  it('never leaves an encrypted connection, nor HTTP', () => {
    assert.equal(redirectTarget('http://a/x', 'https://b/y'), 'https://b/y');
    assert.equal(redirectTarget('https://a/x/', '../y'), 'https://a/y');
    for (const location of ['http://a/x', 'file:///etc/passwd', 'ftp://a/', 'http://[', 'data:,x'])
      assert.throws(() => redirectTarget('https://a/x', location), { code: 'NOT_ALLOWED' });
  });
});

describe('retryDelay', () => {
  it('takes seconds and dates, and waits a minute at most', () => {
    assert.equal(retryDelay(null, 7), 7);
    assert.equal(retryDelay('2', 7), 2000);
    assert.equal(retryDelay('86400', 7), 60_000);
    assert.equal(retryDelay('Mon, 01 Jan 2001 00:00:00 GMT', 7), 0);
    assert.equal(retryDelay('soon', 7), 7);
  });
});

describe('remoteBytes', () => {
  it('goes on where a connection broke, for the same file only', async (context) => {
    const server = await stubServer(context, (request, response) =>
      breakAfter(100_000, request, response),
    );
    assert.deepEqual(await fetched(server.origin), BYTES);
    const later = server.requests.slice(1);
    assert.ok(later.length >= 2);
    for (const { headers } of later) assert.equal(headers['if-range'], entityTag(BYTES));
  });

  it('refuses a file that was replaced in between', async (context) => {
    const server = await stubServer(context, (request, response) => {
      breakAfter(1000, request, response);
      server.become((next, answer) =>
        serveBytes(next, answer, { bytes: Buffer.alloc(300_000, 'other') }),
      );
    });
    await assert.rejects(fetched(server.origin), { code: 'INTEGRITY_FAILED', message: /replaced/ });
  });

  it('takes the rest from a server that knows no ranges', async (context) => {
    const server = await stubServer(context, (_, response) => response.end(BYTES));
    assert.deepEqual(await fetched(server.origin, 1234), BYTES.subarray(1234));
  });

  it('refuses another part than it asked for', async (context) => {
    const server = await stubServer(context, (_, response) => {
      response.writeHead(206, { 'content-range': `bytes 0-${BYTES.length - 1}/${BYTES.length}` });
      response.end(BYTES);
    });
    await assert.rejects(fetched(server.origin, 5), {
      code: 'INTEGRITY_FAILED',
      message: /another part/,
    });
  });

  it('ends where the file ends, and not where it ended before', async (context) => {
    const server = await stubServer(context, (request, response) =>
      serveBytes(request, response, { bytes: BYTES }),
    );
    assert.equal((await fetched(server.origin, BYTES.length)).length, 0);
    await assert.rejects(fetched(server.origin, BYTES.length + 1), { code: 'NETWORK_FAILED' });
  });

  it('gives up on a connection that keeps breaking without a byte', async (context) => {
    const server = await stubServer(context, (_, response) => {
      response.writeHead(200, { 'content-length': '5' });
      response.flushHeaders();
      response.destroy();
    });
    await assert.rejects(fetched(server.origin), { code: 'NETWORK_FAILED' });
  });
});

describe('readJson', () => {
  it('refuses what is no JSON, and what does not end', async (context) => {
    const server = await stubServer(context, (_, response) => response.end('<html>'));
    await assert.rejects(readJson(impatient, { url: server.origin }), { code: 'DATA_MALFORMED' });
    const chunk = Buffer.alloc(4 * 1024 * 1024, '[');
    server.become((_, response) => {
      const more = (): void => {
        if (!response.destroyed) response.write(chunk, more);
      };
      more();
    });
    await assert.rejects(readJson(new HttpClient(), { url: server.origin }), {
      code: 'LIMIT_EXCEEDED',
    });
  });
});

describe('httpSource', () => {
  it('sends a token to the host that it is for, and to no other', async (context) => {
    const server = await stubServer(context, (request, response) =>
      serveBytes(request, response, { bytes: BYTES }),
    );
    const pin = async (environment: Record<string, string>): Promise<string | undefined> => {
      await httpSource.pin(`${server.origin}/a.csv`, {
        environment,
        expected: digestOf(BYTES),
        now: new Date(0),
        scratch: '',
      });
      return server.requests.at(-1)?.headers.authorization;
    };
    const token = { CREDENCE_HTTP_TOKEN: 'secret' };
    await assert.rejects(pin(token), { code: 'CONFIG_INVALID' });
    assert.equal(await pin({ ...token, CREDENCE_HTTP_TOKEN_HOST: 'example.com' }), undefined);
    assert.equal(
      await pin({ ...token, CREDENCE_HTTP_TOKEN_HOST: new URL(server.origin).host }),
      'Bearer secret',
    );
  });
});
