import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { TestContext } from 'node:test';

/** A request as it came in, body read. */
export interface SeenRequest {
  readonly method: string;
  readonly url: URL;
  /** As sent, before any URL parser touched it. */
  readonly target: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export type Answer = (request: SeenRequest, response: ServerResponse) => unknown;

export interface StubServer {
  /** As `http://127.0.0.1:1234`. */
  readonly origin: string;
  /** Everything that was asked, in order. */
  readonly requests: SeenRequest[];
  /** What was asked whose target begins so. */
  asked(prefix: string): readonly SeenRequest[];
  /** Answers differently from now on. */
  become(answer: Answer): void;
}

type Cleanup = Pick<TestContext, 'after'>;

/** A server of this machine that answers as it is told, gone when the test has ended. */
export async function stubServer(context: Cleanup, first: Answer): Promise<StubServer> {
  let answer = first;
  const requests: SeenRequest[] = [];
  const server = createServer((request, response) => {
    respond(request, response).catch(() => response.destroy());
  });
  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = request.url ?? '/';
    const seen: SeenRequest = {
      method: request.method ?? 'GET',
      url: new URL(target, 'http://stub'),
      target,
      headers: request.headers,
      body: await buffer(request),
    };
    requests.push(seen);
    try {
      await answer(seen, response);
    } catch {
      // A stub that cannot answer breaks the connection, which the client then has to bear.
      response.destroy();
    }
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    asked: (prefix) => requests.filter(({ target }) => target.startsWith(prefix)),
    become(next): void {
      answer = next;
    },
  };
}

/** Answers with JSON. */
export function sendJson(
  response: ServerResponse,
  value: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(value));
}
